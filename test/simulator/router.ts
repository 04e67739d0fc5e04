import type { Context, Resource, TypedOperation } from './context.js';
import { forbidden, httpError, notFound, notImplemented, Refusal, refuse, wrongVerb } from './wire/failures.js';
import type { Answer } from './wire/failures.js';
import { isObject } from './wire/json.js';
import { paged } from './wire/query.js';
import { onlyMembers, readCollection, readObject } from './wire/read.js';
import { batchSummaries } from './resources/batches.js';
import { billingCycles } from './resources/billing-cycles.js';
import { billingLogItems, billingLogs } from './resources/billing-logs.js';
import { carts } from './resources/carts.js';
import { groups, items, partyItemPrices } from './resources/catalog.js';
import { comboOrders } from './resources/combo-orders.js';
import { duesImportPackages } from './resources/dues-import.js';
import { groupMembers } from './resources/group-members.js';
import { invoices, invoiceSummaries } from './resources/invoices.js';
import { legacyBilling } from './resources/legacy-billing.js';
import { orders } from './resources/orders.js';
import { parties } from './resources/parties.js';
import { payments } from './resources/payments.js';
import { subscriptions } from './resources/subscriptions.js';

const resources = new Map<string, Resource>(
  [
    subscriptions,
    invoiceSummaries,
    invoices,
    comboOrders,
    carts,
    orders,
    payments,
    groupMembers,
    groups,
    parties,
    partyItemPrices,
    items,
    duesImportPackages,
    billingCycles,
    legacyBilling,
    billingLogs,
    billingLogItems,
    batchSummaries,
  ].map((resource) => [resource.name.toLowerCase(), resource]),
);

/** Address of a request below `/api`, taken apart. */
export interface Target {
  entity: string;
  /** `_execute`, `_validate`, or undefined. */
  action?: string;
  id?: string;
}

/** Takes `/api/Entity[/id]` apart; undefined when it does not fit (an id with `/` is more than one segment). */
export function readTarget(path: string, query: URLSearchParams): Target | undefined {
  const [, api, entity, rest, ...more] = path.split('/');
  if (api?.toLowerCase() !== 'api' || !entity || more.length > 0) return undefined;
  if (rest?.startsWith('_')) return { entity, action: rest };
  const id = rest || (query.get('EntityId') ?? undefined);
  return { entity, ...(id ? { id } : {}) };
}

/** Operation named in the body of an _execute request. */
export function operationOf(body: unknown): string | undefined {
  return isObject(body) && typeof body.OperationName === 'string' ? body.OperationName : undefined;
}

const isOff = ({ store }: Context, resource: Resource, operation: string): boolean =>
  store.switches.operations501.includes(`${resource.name}.${operation}`);

function executeTyped(context: Context, resource: Resource, operation: string, typed: TypedOperation): Answer {
  const body = readObject(context.body, 'Request', 'Commerce', typed.request);
  if (body.EntityTypeName !== resource.name) refuse('Unknown or null entity type name specified.', 'EntityTypeName');
  const members = ['EntityTypeName', 'OperationName', 'RequestCulture', ...typed.members];
  onlyMembers(body, typed.request, members, context.store.switches.strictMembers);
  if (isOff(context, resource, operation)) throw new Refusal(notImplemented('Operation'));
  return typed.handle(context, body);
}

/** Whether a request only reads: a GET, or an operation that changes nothing. */
export function onlyReads(method: string, path: string, body: unknown): boolean {
  if (method === 'GET') return true;
  const [, , entity, action] = path.split('/');
  const resource = resources.get(entity?.toLowerCase() ?? '');
  return action === '_execute' && resource?.typed?.[operationOf(body) ?? '']?.reads === true;
}

function execute(context: Context, resource: Resource): Answer {
  const named = operationOf(context.body);
  const typed = named === undefined ? undefined : resource.typed?.[named];
  if (named !== undefined && typed) return executeTyped(context, resource, named, typed);
  const body = readObject(context.body, 'Request', 'Core', 'GenericExecuteRequest');
  const operation = operationOf(body) ?? refuse('OperationName is required.', 'OperationName');
  if (body.EntityTypeName !== resource.name) refuse('Unknown or null entity type name specified.', 'EntityTypeName');
  const handler = resource.operations?.[operation];
  if (!handler || isOff(context, resource, operation)) throw new Refusal(notImplemented('Operation'));
  return handler(context, readCollection(body.Parameters, 'Parameters'));
}

function verb(context: Context, resource: Resource, target: Target): Answer {
  const { method } = context;
  const { id } = target;
  if (target.action === '_execute' && method === 'POST') return execute(context, resource);
  if (target.action === '_validate' && method === 'POST' && resource.validate) return resource.validate(context);
  if (target.action) throw new Refusal(notImplemented('Operation'));
  if (context.store.switches.operations501.includes(`${resource.name}.${method}`)) {
    throw new Refusal(notImplemented('Service'));
  }
  if (method === 'GET' && id && resource.get) return resource.get(context, id);
  if (method === 'GET' && !id && resource.list) return resource.list(context);
  if (method === 'POST' && !id && resource.post) return resource.post(context);
  if (method === 'PUT' && id && resource.put) return resource.put(context, id);
  if (method === 'DELETE' && id && resource.remove) return resource.remove(context, id);
  throw new Refusal(wrongVerb(method));
}

/** Ids that hold `:` are refused in a path, save that of an invoice, which RESTRICTED flow 1 puts there. */
function refuseColon(path: string, target: Target): void {
  const inPath = target.id !== undefined && path.split('/').length > 3 && target.id.includes(':');
  if (!inPath || /^invoice(summary)?$/i.test(target.entity)) return;
  const message = 'A potentially dangerous Request.Path value was detected from the client (:).';
  throw new Refusal(httpError(400, message, 'Bad Request'));
}

/** Answers one authenticated request; refusals are thrown as `Refusal`. */
export function route(context: Context, path: string): Answer {
  const target = readTarget(path, context.query);
  const resource = target && resources.get(target.entity.toLowerCase());
  if (!target || !resource) throw new Refusal(notFound('The resource'));
  refuseColon(path, target);
  if (resource.billing && context.user.role === 'guest') {
    // For a public user the root list is empty and everything else is 403 (reported by integrators).
    if (context.method !== 'GET' || target.id || target.action) throw new Refusal(forbidden());
    const type = { area: 'Commerce', name: `${resource.name}Data` } as const;
    return { status: 200, body: paged([], context.query, type, () => ({})) };
  }
  return verb(context, resource, target);
}

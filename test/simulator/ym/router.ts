import type { Context } from '../context.js';
import { Refusal } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import type { JsonObject } from '../wire/json.js';
import { isObject } from '../wire/json.js';
import { ymError, ymVoice } from './answer.js';
import { dues } from './resources/dues.js';
import { duesTransactions } from './resources/dues-transactions.js';
import { invoiceItems } from './resources/invoice-items.js';
import { invoicePayments } from './resources/invoice-payments.js';
import { members } from './resources/members.js';
import { duesRules, membership, modifiers, memberships } from './resources/memberships.js';
import { promoCodes } from './resources/promo-codes.js';
import type { YmService } from './service.js';
import { ymClientId } from './store.js';
import { zonedMoment } from './time.js';

const services = new Map<string, YmService>(
  [members, memberships, membership, duesRules, modifiers, promoCodes, dues, duesTransactions, invoiceItems, invoicePayments].map(
    (service) => [service.name.toLowerCase(), service],
  ),
);

const startedAt = new Date().toISOString();

/** Whether an address is one of YourMembership. */
export const isYm = (path: string): boolean => /^\/Ams(\/|$)/i.test(path);

/** The service an address names, as calls are listed: `Ams/Dues`. */
export function ymEntity(path: string): string {
  const [, , client = '', service] = path.split('/');
  return `Ams/${service || client}`;
}

/** Whether a request only reads: a GET, or the validation of a promo code. */
export const ymOnlyReads = (method: string, path: string): boolean =>
  method === 'GET' || (method === 'PUT' && ymEntity(path) === 'Ams/MembershipPromoCodes');

/** What every answer carries beside its own members. */
function envelope({ store }: Context, bypass: boolean): JsonObject {
  const { switches } = store;
  return {
    UsingRedis: true,
    AppInitTime: zonedMoment(startedAt, switches),
    ServerID: 'WS-0-0-000',
    ClientID: ymClientId,
    ResponseStatus: {},
    BypassCache: bypass,
    DateCached: zonedMoment(new Date().toISOString(), switches),
    Device: 'Desktop',
  };
}

function answerOf(context: Context, service: YmService, id: string | undefined): JsonObject {
  const { method } = context;
  if (method === 'GET' && service.get) return service.get(context, id);
  if (method === 'POST' && !id && service.post) return service.post(context);
  if (method === 'PUT' && !id && service.put) return service.put(context);
  throw new Refusal(ymError(405, 'NotImplementedException', `${method} is not served.`));
}

/** A read from the cache, unless BypassCache says otherwise or the answer there is too old. */
function cached(context: Context, path: string, service: YmService, read: () => JsonObject): JsonObject {
  const { query, store } = context;
  const { ymCache, ymCacheSeconds } = store.switches;
  const bypass = query.get('BypassCache')?.toLowerCase() === 'true';
  if (bypass || (ymCache === 'documented' && !service.cached)) return { ...read(), ...envelope(context, bypass) };
  const key = `${path.toLowerCase().replace(/\/$/, '')}?${[...query].map((pair) => pair.join('=')).sort().join('&')}`;
  const kept = store.ym.cache.get(key);
  if (kept && Date.now() - kept.at < ymCacheSeconds * 1000) return kept.body;
  const body = { ...read(), ...envelope(context, false) };
  store.ym.cache.set(key, { at: Date.now(), body });
  return body;
}

/** Answers one authenticated request; refusals are thrown as `Refusal`. */
export function routeYm(context: Context, path: string): Answer {
  const [, , client, name = '', id, ...more] = path.replace(/\/$/, '').split('/');
  const service = services.get(name.toLowerCase());
  if (!service || more.length > 0) throw new Refusal(ymError(404, 'NotFound', 'Handler for Request not found.'));
  const { body, method, user } = context;
  const sent = isObject(body) ? body.ClientID : undefined;
  const foreign = client !== String(ymClientId) || (sent !== undefined && sent !== 0 && sent !== ymClientId);
  if (foreign || (service.adminsMembers && user.role === 'guest')) throw new Refusal(ymVoice.forbidden());
  const read = (): JsonObject => answerOf(context, service, id);
  if (method === 'GET') return { status: 200, body: cached(context, path, service, read) };
  return { status: 200, body: { ...read(), ...envelope(context, false) } };
}

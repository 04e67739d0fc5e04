import type { Context, Resource } from '../context.js';
import { refuse, validationResults } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { data } from '../wire/json.js';
import type { JsonObject } from '../wire/json.js';
import { readBoxed, readRequired } from '../wire/read.js';
import type { BillingLogRecord } from '../world/model-renewals.js';
import { eligibleRows } from '../world/renewal-eligible.js';
import { startRun } from '../world/renewal-run.js';
import { readRun } from './legacy-billing-read.js';
import type { SentRun } from './legacy-billing-read.js';

const texts = (values: string[]): JsonObject => ({
  $type: 'System.Collections.ObjectModel.Collection`1[[System.String, mscorlib]], mscorlib',
  $values: values,
});

/** LegacyBillingResultsData, plainly: IsValid is absent when the run was refused (facts 4). */
function results(sent: SentRun, messages: string[], log?: BillingLogRecord): Answer {
  const refused = log === undefined;
  const used = { ...sent.echo, ...(log ? { BillingLogKey: log.billingLogKey } : {}) };
  const body = data('Commerce', 'LegacyBillingResultsData', {
    IsValid: !refused,
    HasMessages: messages.length > 0,
    Messages: texts(messages),
    Warnings: texts([]),
    ValidationResults: validationResults(refused ? messages.map((message) => ({ message })) : []),
    LegacyBillingDataUsedByService: data('Commerce', 'LegacyBillingData', used),
  });
  return { status: 200, body };
}

function run(context: Context, sent: SentRun, partyId?: string): Answer {
  const { store, actor } = context;
  const { order } = sent;
  const cycle = store.billingCycles.get(order.cycleId);
  const messages = [...sent.messages];
  if (!cycle) messages.push(`The billing cycle ${order.cycleId} does not exist.`);
  const taken = order.runName !== '' && store.billingLogs.by('runName', order.runName.toLowerCase()).length > 0;
  if (taken && store.switches.billingRunNameUnique) messages.push('The bill run name must be unique.');
  if (partyId !== undefined && !store.parties.get(partyId)) messages.push(`The party ${partyId} does not exist.`);
  if (!cycle || messages.length > 0) return results(sent, messages);
  const whole = { ...order, ...(partyId === undefined ? {} : { partyId }) };
  if (partyId !== undefined && eligibleRows(store, cycle, whole).length === 0) {
    return results(sent, [`No bill was generated for ${partyId}.`]);
  }
  const log = startRun(store, actor, cycle, whole);
  return results(sent, log.information ? [log.information] : [], log);
}

function expectParameters(parameters: unknown[], count: number): void {
  if (parameters.length !== count) {
    refuse('ArgumentFault: Value does not fall within the expected range.', 'Parameters');
  }
}

/** Run bills everybody who is due: one positional parameter. */
function runAll(context: Context, parameters: unknown[]): Answer {
  expectParameters(parameters, 1);
  return run(context, readRun(context, parameters[0]));
}

/** RunIndividual bills one party: LegacyBillingData and the party id. */
function runIndividual(context: Context, parameters: unknown[]): Answer {
  expectParameters(parameters, 2);
  const partyId = readRequired(readBoxed(parameters[1]), 'Parameters[1]');
  return run(context, readRun(context, parameters[0]), partyId);
}

/** RunDefaultDateGeneration works dates out and bills nobody, whatever its sample is named (facts 4). */
function runDefaultDateGeneration(context: Context, parameters: unknown[]): Answer {
  expectParameters(parameters, 1);
  return { status: 200, body: data('Commerce', 'LegacyBillingData', readRun(context, parameters[0]).echo) };
}

/** POST /api/LegacyBilling/_execute; there is nothing to GET (RESTRICTED flow 3). */
export const legacyBilling: Resource = {
  name: 'LegacyBilling',
  billing: true,
  operations: {
    Run: runAll,
    RunIndividual: runIndividual,
    RunDefaultDateGeneration: runDefaultDateGeneration,
  },
};

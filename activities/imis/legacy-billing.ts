/** Renewal runs: LegacyBilling, of one party or of all that are due (RESTRICTED flow 3; facts 4). */
import type { Answer } from '../http/answer.js';
import { validationText } from '../http/failure-text.js';
import { scrub } from '../http/scrub.js';
import type { Imis, Send } from './api.js';
import { writeDate } from './wire/date.js';
import { parsed } from './wire/parsed.js';
import { child, flag, isRecord, malformed, type Raw, text } from './wire/shape.js';
import { elements, wording } from './wire/texts.js';
import { className, collection, commerce, core } from './wire/type.js';

export interface LegacyBilling {
  billingCycleId: string;
  /** `YYYY-MM-DD`: whoever is paid through a day before it is billed; one that was billed and did not pay, again. */
  effectiveDate: string;
  runDate: string;
  /** BillingRunName: the marker by which the run is found in BillingLog. */
  runName: string;
  /** Code such as EAST: only its members. */
  chapter?: string;
  /** 0 not defined, 1 all, 2 only those with automatic payment, 3 only those without. */
  autoPayOption?: 0 | 1 | 2 | 3;
  doNotProrate?: boolean;
  doNotApplyCredits?: boolean;
}

export interface BillingRun {
  /** Always true in an ok answer: a run that is not valid is `rejected`. */
  valid: boolean;
  billingLogKey?: string;
  batchId?: string;
  /** Messages and warnings, scrubbed. */
  messages: string[];
}

/** POST /api/LegacyBilling/_execute, RunIndividual: bills one party's next term. Answers as `runBilling` does. */
export const runIndividual = (
  imis: Imis,
  billing: LegacyBilling,
  partyId: string,
  send: Send = {},
): Promise<Answer<BillingRun>> => run(imis, 'RunIndividual', [billingData(billing), partyId], send);

/**
 * POST /api/LegacyBilling/_execute, Run: bills every party of the cycle that is due. A 200 whose `IsValid` is absent or
 * false is `rejected`, its messages in the answer's message; look in BillingLog before you believe it.
 */
export const runBilling = (imis: Imis, billing: LegacyBilling, send: Send = {}): Promise<Answer<BillingRun>> =>
  run(imis, 'Run', [billingData(billing)], send);

async function run(imis: Imis, operation: string, parameters: unknown[], send: Send): Promise<Answer<BillingRun>> {
  const body = billingRequest(operation, parameters);
  const answer = await imis.write('POST', 'LegacyBilling/_execute', { ...send, body });
  return refusal(answer) ?? parsed(answer, billingRun);
}

const OBJECTS = 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib';

/** As the vendor's page has it: no UseJson, no ParameterTypeNames, and the party's id as a bare string. */
const billingRequest = (operation: string, parameters: readonly unknown[]): Raw => ({
  $type: core('GenericExecuteRequest'),
  EntityTypeName: 'LegacyBilling',
  OperationName: operation,
  Parameters: collection(OBJECTS, parameters),
});

/** LegacyBillingData of a renewal. */
export function billingData(billing: LegacyBilling): Raw {
  const option = additionalOption(billing);
  return {
    $type: commerce('LegacyBillingData'),
    IsRenewal: true,
    RunDate: writeDate(billing.runDate),
    EffectiveDate: writeDate(billing.effectiveDate),
    BillingCycleId: billing.billingCycleId,
    BillingRunName: billing.runName,
    ...(billing.chapter !== undefined && { ChapterCode: billing.chapter }),
    ...(billing.autoPayOption !== undefined && { AutoPayOption: billing.autoPayOption }),
    ...(Object.keys(option).length > 0 && {
      AdditionalOption: { $type: commerce('BillingAdditionalOptionsData'), ...option },
    }),
  };
}

/** That a chapter's code counts only with ProcessSpecificChapter is inferred: without it all might be billed. */
const additionalOption = ({ chapter, doNotProrate, doNotApplyCredits }: LegacyBilling): Raw => ({
  ...(doNotProrate && { DoNotProrate: true }),
  ...(doNotApplyCredits && { DoNotApplyCredits: true }),
  ...(chapter !== undefined && { ProcessSpecificChapter: true }),
});

/** A result that says no, where its class did not already tell (http/classify). */
function refusal(answer: Answer): Extract<Answer, { kind: 'rejected' }> | undefined {
  if (answer.kind !== 'ok' || !isRecord(answer.body) || !isResult(answer.body)) return undefined;
  if (answer.body.IsValid === true) return undefined;
  const inner = child(answer.body, 'ValidationResults') ?? {};
  const said = [...(elements(inner.Errors) ?? []), ...(elements(answer.body.Messages) ?? [])];
  const message = `HTTP ${answer.status}: ${validationText({ Errors: said, Warnings: inner.Warnings })}`;
  return { kind: 'rejected', sent: true, status: answer.status, message };
}

/** Nothing but a result can refuse: another class leaves it unknown what was done. */
const isResult = (body: Raw): boolean => /ResultsData$/.test(className(body.$type)) || body.$type === undefined;

function billingRun(raw: Raw): BillingRun {
  if (!isResult(raw)) malformed('LegacyBilling answered no LegacyBillingResultsData');
  const used = child(raw, 'LegacyBillingDataUsedByService') ?? {};
  return {
    valid: flag(raw, 'IsValid'),
    billingLogKey: key(used),
    batchId: text(used, 'BatchId'),
    messages: [...(elements(raw.Messages) ?? []), ...(elements(raw.Warnings) ?? [])].flatMap(sentence),
  };
}

/** A Guid of zeros is the empty one. */
function key(used: Raw): string | undefined {
  const found = text(used, 'BillingLogKey');
  return found === undefined || /^[0-]+$/.test(found) ? undefined : found;
}

function sentence(one: unknown): string[] {
  const said = isRecord(one) && !('$value' in one) ? wording(one.Message) : wording(one);
  return said === undefined ? [] : [scrub(said)];
}

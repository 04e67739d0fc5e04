import type { Context } from '../context.js';
import { wireDay, today } from '../wire/dates.js';
import { refuse } from '../wire/failures.js';
import { isObject } from '../wire/json.js';
import type { Json, JsonObject } from '../wire/json.js';
import { onlyMembers, readDate, readFlag, readObject, readText } from '../wire/read.js';
import type { RunOrder } from '../world/model-renewals.js';

const members = [
  'IsRenewal',
  'IsRebill',
  'PrintingOption',
  'AdditionalOption',
  'RunDate',
  'EffectiveDate',
  'BeginRebillDate',
  'EndRebillDate',
  'FirstReminderStartDate',
  'FirstReminderEndDate',
  'SecondReminderStartDate',
  'SecondReminderEndDate',
  'ChapterCode',
  'MaximumInBillingBatch',
  'BillingCycleId',
  'BatchId',
  'IndividualBillingPartyId',
  'BillingRunName',
  'BillLogId',
  'Query',
  'BillingCycle',
  'BillingLogKey',
  'AutoPayOption',
];

const optionMembers = [
  'DoNotProrate',
  'DoNotApplyCredits',
  'UseQuery',
  'ProcessSpecificChapter',
  'QueryPathName',
  'QueryId',
  'QueryParameters',
];

/** What was asked, as it is echoed in LegacyBillingDataUsedByService, and what is wrong with it in the run's own words. */
export interface SentRun {
  order: Omit<RunOrder, 'partyId'>;
  echo: JsonObject;
  messages: string[];
}

/** Reads LegacyBillingData (RESTRICTED flow 3, facts 4). A wrong shape is refused; a wrong value is a message. */
export function readRun(context: Context, value: unknown): SentRun {
  const strict = context.store.switches.strictMembers;
  const body = readObject(value, 'Parameters[0]', 'Commerce', 'LegacyBillingData');
  onlyMembers(body, 'LegacyBillingData', members, strict);
  const messages: string[] = [];
  const sent = body.AdditionalOption;
  const options = isObject(sent)
    ? readObject(sent, 'AdditionalOption', 'Commerce', 'BillingAdditionalOptionsData')
    : ({} as Record<string, unknown>);
  onlyMembers(options, 'BillingAdditionalOptionsData', optionMembers, strict);
  readFlag(options.DoNotProrate, 'DoNotProrate');
  const chapterOnly = readFlag(options.ProcessSpecificChapter, 'ProcessSpecificChapter') ?? false;
  const chapter = readText(body.ChapterCode, 'ChapterCode') ?? '';
  const runDate = readDate(body.RunDate, 'RunDate') ?? today();
  const effectiveDate = readDate(body.EffectiveDate, 'EffectiveDate');
  const cycleId = readText(body.BillingCycleId, 'BillingCycleId') ?? '';
  const autoPay = body.AutoPayOption ?? 0;
  if (autoPay !== 0 && autoPay !== 1 && autoPay !== 2 && autoPay !== 3) {
    return refuse('AutoPayOption must be 0, 1, 2 or 3.', 'AutoPayOption');
  }
  if (!readFlag(body.IsRenewal, 'IsRenewal')) messages.push('Only renewals can be generated.');
  if (readFlag(body.IsRebill, 'IsRebill')) messages.push('Rebilling is not available.');
  if (readFlag(options.UseQuery, 'UseQuery')) messages.push('The query was not found.');
  if (!effectiveDate) messages.push('The effective date is required.');
  if (chapterOnly && !chapter) messages.push('The chapter is required.');
  const cycle = isObject(body.BillingCycle)
    ? readObject(body.BillingCycle, 'BillingCycle', 'Commerce', 'LegacyBillingCycleData')
    : undefined;
  const order = {
    cycleId,
    runName: readText(body.BillingRunName, 'BillingRunName') ?? '',
    runDate,
    effectiveDate: effectiveDate ?? '',
    ...(chapterOnly && chapter ? { chapter } : {}),
    autoPayOption: autoPay,
    doNotApplyCredits: readFlag(options.DoNotApplyCredits, 'DoNotApplyCredits') ?? false,
    hotPost: readFlag(cycle?.UseSelectedAccountingBatch, 'UseSelectedAccountingBatch') ?? false,
  } as const;
  const { $type: _type, ...said } = body as Record<string, Json>;
  return { order, echo: { ...said, RunDate: wireDay(runDate) }, messages };
}

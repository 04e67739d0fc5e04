/**
 * Bills everybody of a cycle who is due: LegacyBilling/Run (RESTRICTED flow 3). The pivot of a bulk run, since the rows
 * move at once (facts, Contradictions 8). The run's own name in BillingLog is the proof that it ran; what it bills a
 * second time nobody can tell from the first, so it is never sent twice.
 */
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import { chapterCode } from '../../../workflows/contracts/keys.js';
import { findBillingLogs, readBillingLog, type BillingLog, type BillingLogStatus } from '../../imis/billing-log.js';
import { runBilling as postRun, type LegacyBilling } from '../../imis/legacy-billing.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { longestPollMs } from '../../write/poll-delay.js';
import { ownerOf, type LookContext, type Sight, type Write } from '../../write/write.js';
import { allBills } from '../bills.js';

export interface RunBilling {
  billingCycleId: string;
  effectiveDate: string;
  runDate?: string;
  chapter?: string;
  options?: RunRenewals['options'];
}

export interface BilledRun {
  billingRunName: string;
  billingLogKey: string;
  status: BillingLogStatus;
  /** BillingLogKeys of more runs that bear the same name. */
  otherRuns?: string[];
}

/** Nothing stands before a run that a later look would need. */
type Nothing = Record<string, never>;
type Context = LookContext<RunBilling, Nothing>;
type Seen = Sight<BilledRun, Nothing>;

/** AutoPayOption of LegacyBillingData (facts 4). */
export const AUTO_PAY = { all: 1, enrolledOnly: 2, notEnrolledOnly: 3 } as const;

const cycleTarget = (billingCycleId: string): string => `cycle:${billingCycleId.toUpperCase()}`;

/** Readable and unique: 32 characters, since the longest name that iMIS keeps whole is unknown. */
export const runNameOf = ({ effectiveDate }: RunBilling, marker: string): string => `Renewals ${effectiveDate} ${marker}`;

const isAtWork = (status: BillingLogStatus): boolean => status === 'Pending' || status === 'Processing';

/** What keeps other billers away while the run is at work: what it has not billed yet, they would bill as well. */
export const targetsOf = (billingCycleId: string): string[] => [cycleTarget(billingCycleId), allBills];

/** From one look at the run to the next, and some more. */
export const atWorkMs = (tenant: TenantRuntime['tenant']): number => 2 * (longestPollMs(tenant) + tenant.readTimeoutMs);

export function runBilling({ imis, tenant }: TenantRuntime): Write<RunBilling, Nothing, BilledRun> {
  return {
    targets: ({ billingCycleId }) => targetsOf(billingCycleId),
    oneShot: () => true,
    lastingMs: ({ status }) => (isAtWork(status) ? atWorkMs(tenant) : 0),

    async look(context): Promise<Seen> {
      const runName = runNameOf(context.input, context.marker);
      const { ref } = context;
      if (ref !== undefined && ref !== runName) return await named(context, ref);
      const [log, ...others] = await findBillingLogs(imis, { runName });
      if (others.length > 0)
        return unknown(`several billing runs bear the name ${runName} (${keysOf([log!, ...others]).join(', ')})${CHOOSE}`);
      if (!log) return { change: 'none', before: {}, evidence: `there is no billing run ${runName}${context.maybeSent ? CURE : ''}` };
      return there(context, log, true);
    },

    send: ({ input, marker }, options) => postRun(imis, billingOf(input, marker), options),
  };

  /** A run that a person vouches for, by its BillingLogKey: of this date, if it says so. */
  async function named(context: Context, ref: string): Promise<Seen> {
    const log = await readBillingLog(imis, ref);
    const { effectiveDate } = context.input;
    if (!log) return unknown(`there is no BillingLog ${ref}`);
    if (log.effectiveDate !== effectiveDate) return unknown(`the billing run ${ref} is of ${log.effectiveDate ?? 'an unknown date'}, not of ${effectiveDate}`);
    const runName = runNameOf(context.input, context.marker);
    const others = keysOf(await findBillingLogs(imis, { runName })).filter((key) => key !== log.billingLogKey);
    return there(context, log, log.runName === runName, others);
  }
}

const CHOOSE = ': compare in iMIS, then mark done with the BillingLogKey of the one that stands';
const CURE = ': it may have been lost on its way. Compare in iMIS; run it there under this name and mark done, or mark done with the BillingLogKey of the run';

const keysOf = (logs: BillingLog[]): string[] => logs.map(({ billingLogKey }) => billingLogKey);

function there(context: Context, { billingLogKey, runName, status }: BillingLog, marked: boolean, others: string[] = []): Seen {
  const billingRunName = runName ?? runNameOf(context.input, context.marker);
  return {
    change: 'there',
    owner: ownerOf(context, { marked }),
    result: { billingRunName, billingLogKey, status, ...(others.length > 0 && { otherRuns: others }) },
    ids: { billingLogKey, billingRunName },
    evidence: `billing run ${billingRunName}: ${status}`,
  };
}

function billingOf(input: RunBilling, marker: string): LegacyBilling {
  const { billingCycleId, effectiveDate, runDate = effectiveDate, chapter, options = {} } = input;
  const { autoPay, doNotProrate, doNotApplyCredits } = options;
  return {
    billingCycleId,
    effectiveDate,
    runDate,
    runName: runNameOf(input, marker),
    ...(chapter !== undefined && { chapter: chapterCode(chapter) }),
    ...(autoPay && { autoPayOption: AUTO_PAY[autoPay] }),
    ...(doNotProrate && { doNotProrate }),
    ...(doNotApplyCredits && { doNotApplyCredits }),
  };
}

const unknown = (evidence: string): Seen => ({ change: 'blocked', outcome: 'unknown', evidence });

/** Has the renewal been billed, and by whom? BillingLog tells by the run's name; where it cannot be read, the rows do. */
import type { BillingRun } from '../../imis/legacy-billing.js';
import type { Subscription } from '../../imis/subscription.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import { ownerOf } from '../../write/write.js';
import { cycleOf, rowsOf, rowsOfCycle } from './renewal-cycle.js';
import { renewalDue } from './renewal-due.js';
import { billedHere, idsOf, type RenewalRun } from './renewal-result.js';
import { hasMoved, type RowThen } from './renewal-rows.js';
import { findRun, runNameOf, type FoundRun } from './renewal-run.js';
import { again, rejected, unknown, type RenewalContext, type RenewalSeen } from './renewal-seen.js';

/** A look for one attempt: it remembers whether this tenant's BillingLog can be read. */
export function lookAtRenewal(runtime: TenantRuntime): (context: RenewalContext) => Promise<RenewalSeen> {
  const { imis, tenant } = runtime;
  let readable = false;

  return async (context) => {
    const { partyId, billingCycleId, effectiveDate } = context.input;
    const runName = runNameOf(effectiveDate, partyId, context.marker);
    const run = await findRun(imis, runName, partyId, context.ref);
    if (run.state !== 'unreadable') readable = true;
    // It could be read a moment ago: then rows alone, which name no batch, are no answer yet.
    else if (readable) throw again('BillingLog cannot be read any more');

    if (run.state === 'several') return unknown(`several billing runs bear the name ${runName} (${run.keys.join(', ')})${CHOOSE}`);
    if (run.state === 'running') return ours(context, run, []);
    if (run.state === 'ended' && run.items.length > 0) return ours(context, run, await rowsOf(imis, partyId));

    const cycle = await cycleOf(imis, billingCycleId);
    if (!cycle) return rejected(`there is no billing cycle ${billingCycleId}`);
    const rows = await rowsOfCycle(imis, cycle, partyId);
    const moved = context.maybeSent ? rows.filter((row) => hasMoved(row, then(context))) : [];
    if (run.state === 'unreadable') return moved.length > 0 ? withoutLog(context, run, moved) : renewalDue(runtime, context, rows);
    // Rows move with the run: its record may show in a moment. When that is over, it was somebody else's run.
    if (moved.length > 0 && context.answer) throw again(`${names(moved)} moved, but BillingLog does not show the bill`);
    return (run.state === 'none' ? undefined : billedNothing(context, run, moved)) ?? renewalDue(runtime, context, rows);
  };

  /** The run is on record, and no bill of it. One of an earlier start of the same key may be tried again. */
  function billedNothing({ maybeSent, before, ref }: RenewalContext, run: Extract<FoundRun, { state: 'failed' | 'ended' }>, moved: Subscription[]): RenewalSeen | undefined {
    const said = run.state === 'failed' ? run.said : (run.log.information ?? 'no reason given');
    if (moved.length > 0 && ref === undefined) return unknown(`the billing run billed nothing (${said}), but ${names(moved)} moved: compare in iMIS, then mark done`);
    return maybeSent && before && moved.length === 0 ? rejected(`the billing run billed nothing: ${said}`) : undefined;
  }

  function withoutLog(context: RenewalContext, run: FoundRun, moved: Subscription[]): RenewalSeen {
    const byUs = moved.every((row) => row.updatedBy?.toUpperCase() === tenant.username.toUpperCase());
    const told = moved.every((row) => row.updatedBy !== undefined);
    const owner = ownerOf(context, told ? { byUs } : {});
    if (owner === 'us') return ours(context, run, moved);
    if (context.ref !== undefined) return renewalDue(runtime, context, moved);
    return unknown(`${names(moved)} moved, and BillingLog cannot be read: compare in iMIS, then mark done`);
  }

  function ours(context: RenewalContext, run: FoundRun, rows: Subscription[]): RenewalSeen {
    const { partyId, effectiveDate } = context.input;
    const answered = context.answer?.kind === 'ok' ? (context.answer.body as BillingRun) : undefined;
    const log = 'log' in run ? run.log : answered;
    const named = {
      billingRunName: runNameOf(effectiveDate, partyId, context.marker),
      ...(log?.billingLogKey && { billingLogKey: log.billingLogKey }),
      ...(log?.batchId && { batchId: log.batchId }),
    };
    const status = 'log' in run ? run.log.status : 'unknown';
    const { items, others = [] } = run.state === 'ended' ? run : {};
    const ran: RenewalRun = { ...named, status, tenantPosts: tenant.postBatches === 'auto', ...(others.length > 0 && { otherRuns: others }) };
    const result = billedHere(ran, items, rows, then(context));
    const running = run.state === 'running';
    return {
      change: 'there',
      owner: 'us',
      result,
      ids: { ...named, ...idsOf(result) },
      evidence: running ? `the billing run is ${status}` : `billed through ${result.billThrough ?? 'an unknown day'}`,
      // Its bills are never taken back, so nobody needs to wait for the end of the flow.
      records: [],
      ...(running && { unconfirmed: true, atWork: tenant }),
    };
  }
}

const CHOOSE = ': compare in iMIS, then mark done with the BillingLogKey of the one that stands; it must have billed the party';

const then = ({ before }: RenewalContext): RowThen[] => before?.rows ?? [];
const names = (rows: Subscription[]): string => rows.map(({ itemId }) => itemId).join(', ');

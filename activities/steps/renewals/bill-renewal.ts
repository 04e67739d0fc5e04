/**
 * Bills one party's next term by LegacyBilling RunIndividual (RESTRICTED flow 3). The point of no return of a renewal:
 * the run moves the rows at once, and the API has no way to take that back. How it is known again: renewal-look.ts.
 */
import { runIndividual } from '../../imis/legacy-billing.js';
import type { TenantRuntime } from '../../tenants/runtime.js';
import type { Write } from '../../write/write.js';
import { billsTarget } from '../bills.js';
import { lookAtRenewal } from './renewal-look.js';
import type { BilledRenewal } from './renewal-result.js';
import { runNameOf } from './renewal-run.js';
import type { BillRenewal, RenewalBefore } from './renewal-seen.js';

/** AutoPayOption (facts 4). */
const AUTO_PAY = { all: 1, enrolledOnly: 2, notEnrolledOnly: 3 } as const;

export function billRenewal(runtime: TenantRuntime): Write<BillRenewal, RenewalBefore, BilledRenewal> {
  return {
    // A term that an open purchase made may yet be undone by it.
    shared: true,
    targets: ({ partyId }) => [billsTarget(partyId)],
    look: lookAtRenewal(runtime),
    send({ input, marker }, options) {
      const { partyId, billingCycleId, effectiveDate, runDate = effectiveDate, chapter } = input;
      const { autoPay, ...flags } = input.options ?? {};
      const billing = {
        billingCycleId,
        effectiveDate,
        runDate,
        runName: runNameOf(effectiveDate, partyId, marker),
        ...(chapter !== undefined && { chapter: chapter.replace(/^CHAPT\//i, '') }),
        ...(autoPay && { autoPayOption: AUTO_PAY[autoPay] }),
        ...flags,
      };
      return runIndividual(runtime.imis, billing, partyId, options);
    },
  };
}

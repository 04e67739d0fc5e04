/** What a report says of a subscription's fields and of a settled balance. Pure. */
import type { ModifySubscription } from '../../../workflows/contracts/inputs.js';
import type { Values } from '../../steps/fields/record.js';
import { wishOf } from '../../steps/subscriptions/modify-wish.js';
import type { Claim } from '../claim.js';
import { isOurs, standing, text, undone } from './steps.js';
import type { Reading } from './reading.js';

export function modifyClaims({ report, input }: Reading<ModifySubscription>): Claim[] {
  const { partyId, itemId, set } = input;
  const done = standing(report, 'modify subscription');
  const wish = wishOf(set);
  // What this flow has changed, and what was so before: all of it is as wished.
  const values: Values = { ...wish, ...(report.result['changed'] as Values | undefined) };
  const invoiceId = text(report.result['invoiceId']);
  return [
    ...(done ? [{ kind: 'fields' as const, partyId, itemId, values, undone: false, ours: isOurs(done) }] : []),
    ...(undone(report, 'modify subscription') ? [{ kind: 'fields' as const, partyId, itemId, values: wish, undone: true, ours: true }] : []),
    ...(standing(report, 'settle open balance') && invoiceId !== undefined ? [{ kind: 'settled' as const, invoiceId }] : []),
  ];
}

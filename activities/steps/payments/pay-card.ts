/** Payments by card: what a failing one did, and why none is sent twice (domain-rules 2.5, facts 6.3). */
import type { Payment } from '../../../workflows/contracts/inputs.js';
import type { Answer } from '../../http/answer.js';
import { cardOutcome } from '../../imis/combo-order.js';
import type { Sight } from '../../write/write.js';
import type { Pay } from './pay-types.js';

type Stopped = Extract<Sight<never, never>, { change: 'blocked' }>;

const CARD_TYPES: Payment['type'][] = ['CreditCard', 'DebitCard'];
/** A clean look proves nothing about a gateway (domain-rules 2.5). */
export const byCard = ({ payment }: Pick<Pay, 'payment'>): boolean => payment.token !== undefined || CARD_TYPES.includes(payment.type);

/** The worst of the three card failures (facts 6.3): the member has paid, nothing shows it. */
export function chargedNotApplied(answer: Answer | undefined): Stopped | undefined {
  if (!answer || !('message' in answer) || cardOutcome(answer.message) !== 'charged-not-applied') return undefined;
  return { change: 'blocked', outcome: 'unknown', evidence: 'the card was charged, but the payment is applied to no invoice: apply it in iMIS, then mark done' };
}

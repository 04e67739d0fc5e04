import { Decimal } from 'decimal.js';
import type { Claim } from './claims.js';
import { paymentEffects } from './effects.js';
import type { Scene } from './effects.js';
import { wasTakenBack } from './take-backs.js';
import type { Finding } from './types.js';
import { lie } from './words.js';

/** Money an invoice still owes after what is pending; undefined when the invoice cannot be read any more. */
function owed(scene: Scene, invoiceId: string): Decimal | undefined {
  const invoice = scene.after.invoices[invoiceId];
  return invoice && new Decimal(invoice.balance).minus(invoice.pending);
}

/** A person has paid it in the office, and marked it done: whoever made it, a payment of the flow's reference must stand. */
const paidByHand = ({ after }: Scene, { report, reference }: Claim, invoiceId: string): boolean =>
  (report.steps ?? []).some(({ outcome }) => outcome === 'marked-done') &&
  Object.values(after.payments).some(
    (one) => one.reference === (reference ?? report.ids?.['paymentReference']) && ![1, 4, 6].includes(one.status) && one.applications.some((line) => line.invoiceId === invoiceId),
  );

/** payInvoice said to be completed. */
export function payWords(scene: Scene, claim: Claim): Finding[] {
  const { input } = claim;
  const payment = (input.payment ?? {}) as Record<string, unknown>;
  if (input.allOpen === true) {
    const billTo = String(input.partyId);
    const open = Object.values(scene.after.invoices).filter(
      (one) =>
        one.billTo === billTo &&
        scene.before.invoices[one.invoiceId] &&
        !wasTakenBack(scene, { invoiceId: one.invoiceId }),
    );
    return open
      .filter((one) => owed(scene, one.invoiceId)?.gt(0) && input.invoiceType === undefined)
      .map((one) =>
        lie(claim, `is completed but invoice ${one.invoiceId} still owes ${one.balance}`, { invoiceId: one.invoiceId }),
      );
  }
  const invoiceId = String(input.invoiceId);
  if (wasTakenBack(scene, { invoiceId })) return [];
  const left = owed(scene, invoiceId);
  if (payment.amount === undefined && input.lines === undefined && payment.lines === undefined) {
    if (!left?.gt(0)) return [];
    return [lie(claim, `is completed but invoice ${invoiceId} still owes ${left.toFixed(2)}`, { invoiceId })];
  }
  const made = paymentEffects(scene).some((one) => one.live && one.lines.has(invoiceId) && one.applied);
  const before = scene.before.invoices[invoiceId];
  // Paid by others before or meanwhile: a part of nothing is success, too.
  if (made || paidByHand(scene, claim, invoiceId) || left?.lte(0) || (before && new Decimal(before.balance).lte(0))) return [];
  return [lie(claim, `is completed but no payment stands on invoice ${invoiceId}`, { invoiceId })];
}

/** Was an invoice paid by two flows of ours, and more than it comes to? Each of their reports may be true. Pure. */
import type { InvoiceSummary } from '../../imis/invoice.js';
import { less, sum } from '../../steps/money.js';
import type { PaymentClaim } from '../claim.js';
import type { Finding } from './finding.js';

/** Another flow's payment on the same invoice, which stands. */
export interface OtherPayment {
  workflowId: string;
  claim: PaymentClaim;
}

export function judgeTwice({ reference, amount, invoiceIds: [invoiceId] }: PaymentClaim, others: readonly OtherPayment[], invoice: InvoiceSummary | undefined): Finding | undefined {
  if (others.length === 0) return undefined;
  const paid = sum([amount, ...others.map(({ claim }) => claim.amount)]);
  if (invoice && !less(invoice.invoiceAmount, paid)) return undefined;
  const common = {
    record: `invoice ${invoiceId}`,
    reported: `paid ${amount} with reference ${reference}`,
    found: `paid as well: ${others.map(({ workflowId, claim }) => `${claim.amount} with reference ${claim.reference} by ${workflowId}`).join(', ')}`,
  };
  if (!invoice) return { kind: 'unknown', ...common, evidence: 'what the invoice comes to cannot be read' };
  const evidence = `together ${paid}, and the invoice comes to ${invoice.invoiceAmount}`;
  // A legacy invoice is projected from what stands now: it may have come to more then.
  return { kind: invoice.kind === 'persisted' ? 'false-word' : 'unknown', ...common, evidence };
}

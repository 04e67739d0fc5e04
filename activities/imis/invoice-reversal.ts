/** Taking back a cash dues invoice (vendor page "Adjusting invoices"; facts 5.3). */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { writeDate } from './wire/date.js';
import { executeRequest } from './wire/execute.js';
import { commerce } from './wire/type.js';

export interface CashReversal {
  invoiceId: string;
  shipToPartyId: string;
  billDate?: string;
  adjustmentDate: string;
  reason: string;
  /** true when the party was a member before: by default iMIS cancels the membership along with the invoice. */
  keepMembership: boolean;
}

/** POST /api/Invoice/_execute, ProcessCashReversal. The ok body is a ServiceResponse; believe the records, not it. */
export function reverseCashInvoice(imis: Imis, reversal: CashReversal, send: Send = {}): Promise<Answer> {
  const parameter = {
    $type: commerce('InvoiceActionCashReversalData'),
    InvoiceId: reversal.invoiceId,
    ShipToPartyId: reversal.shipToPartyId,
    ...(reversal.billDate !== undefined && { BillDate: writeDate(reversal.billDate) }),
    AdjustmentDate: writeDate(reversal.adjustmentDate),
    AdjustmentReason: reversal.reason,
    DoNotCancelMembership: reversal.keepMembership,
  };
  const body = executeRequest('Invoice', 'ProcessCashReversal', [parameter]);
  return imis.write('POST', 'Invoice/_execute', { ...send, body });
}

/** Writing off what an invoice still owes (vendor page "Adjusting invoices"; facts 5.3). The membership stays. */
import type { Answer } from '../http/answer.js';
import type { Imis, Send } from './api.js';
import { writeDate } from './wire/date.js';
import { executeRequest } from './wire/execute.js';
import { commerce } from './wire/type.js';

export interface WriteOff {
  invoiceId: string;
  /** `YYYY-MM-DD`. */
  adjustmentDate: string;
  reason: string;
}

/** POST /api/Invoice/_execute, ProcessWriteOff. The ok body is a ServiceResponse; believe the records, not it. */
export function writeOffInvoice(imis: Imis, { invoiceId, adjustmentDate, reason }: WriteOff, send: Send = {}): Promise<Answer> {
  const parameter = {
    $type: commerce('InvoiceActionWriteOffData'),
    InvoiceId: invoiceId,
    AdjustmentDate: writeDate(adjustmentDate),
    AdjustmentReason: reason,
  };
  return imis.write('POST', 'Invoice/_execute', { ...send, body: executeRequest('Invoice', 'ProcessWriteOff', [parameter]) });
}

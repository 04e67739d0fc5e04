import { asMoney } from '../money.js';

/** A part of a payment that goes to one invoice line (RemittanceApplicationData). */
export interface Applied {
  invoiceId: string;
  lineId?: string;
  amount: string;
}

export const applicationsOf = (invoiceId: string, lines: { lineId: string; amount: string | number }[]): Applied[] =>
  lines.map((line) => ({ invoiceId, lineId: line.lineId, amount: asMoney(line.amount) }));

/** Whose payment a record is: ours by reference, invoice and amount together (domain-rules 2.3). */
import { findOurs } from '../../../../activities/steps/payments/pay-ours.js';
import type { Due, Pay } from '../../../../activities/steps/payments/pay-types.js';
import type { Imis } from '../../../../activities/imis/api.js';
import type { LookContext } from '../../../../activities/write/write.js';

const commerce = (name: string): string => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;

interface PaymentOf {
  invoiceId?: string;
  amount: number;
  /** Of the amount; default all of it. */
  applied?: number;
  status?: string;
}

const row = ({ invoiceId, amount, applied = amount, status = 'Paid' }: PaymentOf) => ({
  $type: commerce('PaymentData'),
  PaymentId: '901',
  Status: status,
  Amount: amount,
  PaymentReference: '1001',
  ...(invoiceId && {
    PaymentApplications: {
      $type: commerce('PaymentApplicationDataCollection'),
      $values: [{ $type: commerce('PaymentApplicationData'), InvoiceId: invoiceId, ApplicationAmount: applied }],
    },
  }),
});

const OURS: LookContext<Pay, Due> = {
  input: { partyId: '7', invoiceId: 'I-1', payment: { methodId: 'CHECK', type: 'Check', reference: '1001' } },
  before: { invoices: [{ invoiceId: 'I-1', owed: '95.00', amount: '95.00' }], amount: '95.00', currency: 'USD' },
  marker: 'DFMARKER',
  maybeSent: true,
  continuous: true,
  reset: false,
};

export interface Case {
  name: string;
  payments: PaymentOf[];
  state: 'applied' | 'void' | 'unapplied' | undefined;
}

export const CASES: Case[] = [
  { name: 'reference, invoice and amount', payments: [{ invoiceId: 'I-1', amount: 95 }], state: 'applied' },
  { name: 'the same check for another invoice', payments: [{ invoiceId: 'I-2', amount: 95 }], state: undefined },
  { name: 'the same check with another amount', payments: [{ invoiceId: 'I-1', amount: 30 }], state: undefined },
  {
    name: 'ours among those of other invoices',
    payments: [
      { invoiceId: 'I-2', amount: 95 },
      { invoiceId: 'I-1', amount: 95 },
      { invoiceId: 'I-3', amount: 95 },
    ],
    state: 'applied',
  },
  { name: 'no payment at all', payments: [], state: undefined },
  { name: 'ours, and taken back', payments: [{ invoiceId: 'I-1', amount: 95, status: 'Reversed' }], state: 'void' },
  {
    name: 'taken back once, and paid anew',
    payments: [
      { invoiceId: 'I-1', amount: 95, status: 'Voided' },
      { invoiceId: 'I-1', amount: 95 },
    ],
    state: 'applied',
  },
  { name: 'taken, and applied to nothing', payments: [{ amount: 95 }], state: 'unapplied' },
  { name: 'taken, and applied in part', payments: [{ invoiceId: 'I-1', amount: 95, applied: 30 }], state: 'unapplied' },
  { name: 'pending, and not applied in full yet', payments: [{ invoiceId: 'I-1', amount: 95, applied: 30, status: 'Pending' }], state: 'applied' },
];

/** The state that findOurs tells. */
export async function tell({ payments }: Case): Promise<Case['state']> {
  const imis = { list: () => Promise.resolve(payments.map(row)) } as Partial<Imis> as Imis;
  return (await findOurs(imis, OURS, '1001'))?.state;
}

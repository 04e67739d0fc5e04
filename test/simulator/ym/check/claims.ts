import { stepsOf } from '../../check/claims.js';
import type { Claim } from '../../check/claims.js';
import type { Scene } from '../../check/effects.js';
import { once } from '../../check/once.js';
import type { YmPayment } from '../model.js';
import type { YmInvoiceSnapshot } from '../world/snapshot.js';

/** What one ymCreateDues flow was asked, and what its report states; absent: it is silent. */
export interface YmClaim {
  claim: Claim;
  memberId: string;
  membershipId: string;
  /** What makes it another act for the same member and membership. */
  period: string;
  pays: boolean;
  invoiceNumber?: string;
  invoiceGuid?: string;
  amount?: string;
  balance?: string;
  paymentReference?: string;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

function read(claim: Claim): YmClaim {
  const { input, report } = claim;
  const said = { ...report.ids, ...(report.result as Record<string, unknown> | undefined) };
  const names = ['invoiceNumber', 'invoiceGuid', 'amount', 'balance', 'paymentReference'] as const;
  const stated = names.filter((name) => isGiven(said[name])).map((name) => [name, String(said[name])]);
  return {
    claim,
    memberId: String(input.memberId),
    membershipId: String(input.membershipId),
    period: [input.period, input.occasion].map((one) => String(one ?? '-')).join('/'),
    pays: isGiven(input.payment),
    ...(Object.fromEntries(stated) as Partial<Record<(typeof names)[number], string>>),
  };
}

export const ymClaims = once((scene: Scene): YmClaim[] =>
  scene.claims.filter((claim) => claim.report.flow === 'ymCreateDues').map(read),
);

/** Dues invoices that the flows' user made, as they are now. */
export const ourInvoices = once((scene: Scene): YmInvoiceSnapshot[] => {
  const made = scene.ours.filter((entry) => entry.kind === 'ym.dues');
  return made.map((entry) => scene.after.ym.invoices[String(entry.invoiceNumber)]).filter((one) => one !== undefined);
});

/** Payments that the flows' user made. */
export const ourPayments = once((scene: Scene): YmPayment[] => {
  const made = scene.ours.filter((entry) => entry.kind === 'ym.payment');
  return made.map((entry) => scene.after.ym.payments[String(entry.paymentId)]).filter((one) => one !== undefined);
});

/** The flows that were asked for an invoice of this member and membership. */
export const askersOf = (scene: Scene, invoice: YmInvoiceSnapshot): YmClaim[] =>
  ymClaims(scene).filter(
    (one) => one.memberId === String(invoice.memberId) && one.membershipId === String(invoice.membershipId),
  );

/** The invoice of others that a person has given to the flow as its own: it may be paid like one. */
export function givenTo(scene: Scene, { claim, invoiceNumber }: YmClaim): YmInvoiceSnapshot | undefined {
  const steps = stepsOf(claim, 'subscription').map(({ name }) => name);
  const given = claim.report.operator?.some(({ verb, step = '' }) => verb === 'markDone' && steps.includes(step));
  const found = given ? scene.after.ym.invoices[invoiceNumber ?? ''] : undefined;
  return found && found.createdBy !== scene.apiUser ? found : undefined;
}

export const entriesOf = (scene: Scene, kind: 'ym.dues' | 'ym.payment', invoiceNumber: number): number[] =>
  scene.ours.filter((one) => one.kind === kind && one.invoiceNumber === invoiceNumber).map((one) => one.seq);

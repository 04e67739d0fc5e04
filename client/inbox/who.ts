/**
 * Whom a flow is about: as visibility tells, else as its business key says (workflows/contracts/keys.ts), since a flow that
 * parks at its first step has announced nobody yet. Pure.
 */
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Listed } from '../list.js';

export interface Who {
  partyId?: string;
  invoiceId?: string;
  /** Of a run that is about many. */
  billingCycle?: string;
}

/** What the first part of the key is. */
const FIRST: Record<FlowName, keyof Who | undefined> = {
  purchaseSubscription: 'partyId',
  modifySubscription: 'partyId',
  payInvoice: 'invoiceId',
  changeChapter: 'partyId',
  enrolMember: 'partyId',
  renewMember: 'partyId',
  runRenewals: 'billingCycle',
  importDues: undefined,
  importPackage: undefined,
  purchaseNonDues: 'partyId',
  joinMember: 'partyId',
  reversePayment: 'invoiceId',
  updateMember: 'partyId',
  ymCreateDues: 'partyId',
};

export function whoOf({ flow, workflowId, partyId, invoiceId }: Pick<Listed, 'flow' | 'workflowId' | 'partyId' | 'invoiceId'>): Who {
  const known = { ...(partyId !== undefined && { partyId }), ...(invoiceId !== undefined && { invoiceId }) };
  return { ...ofKey(flow, workflowId), ...known };
}

function ofKey(flow: FlowName, workflowId: string): Who {
  const [type, , ...parts] = workflowId.split(':');
  // A run under another id, or a plan, whose key has a word more.
  if (type !== flow) return {};
  const [first, second] = flow === 'runRenewals' && parts[0] === 'plan' ? parts.slice(1) : parts;
  const name = flow === 'payInvoice' && second === 'allOpen' ? 'partyId' : FIRST[flow];
  return name === undefined || !first || first === '-' ? {} : { [name]: decoded(first) };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** `party 12345, invoice 8158`, or nothing. */
export const whoText = ({ partyId, invoiceId, billingCycle }: Who): string =>
  [billingCycle, partyId && `party ${partyId}`, invoiceId && `invoice ${invoiceId}`].filter(Boolean).join(', ');

/** Which flow of ours changed a record after another had reported it. Pure. */
import { isNote } from './notes.js';
import type { Claim, ClosedFlow, PaymentClaim } from './claim.js';

const same = (...ids: string[]): string => ids.map((id) => id.trim().toUpperCase()).join('|');

/** Names of what can change. */
export const rowOf = ({ partyId, itemId }: { partyId: string; itemId: string }): string => `row:${same(partyId, itemId)}`;
/** Any row of any party: an import, a bulk run. */
export const ANY_ROW = 'rows';
export const membershipOf = ({ partyId, groupId }: { partyId: string; groupId: string }): string => `member:${same(partyId, groupId)}`;
export const partyRecord = (partyId: string): string => `party:${same(partyId)}`;
export const paidBy = (reference: string): string => `paid:${same(reference)}`;
export const backOnInvoice = (invoiceId: string): string => `back:${same(invoiceId)}`;
export const backOfPayer = (partyId: string): string => `backs of:${same(partyId)}`;

/** A property of a party, by its name. */
export const propertyOf = (partyId: string, name: string): string => `property:${same(partyId, name)}`;
/** Chapter of the party, by whichever membership. */
export const chapterOf = (partyId: string): string => `chapter of:${same(partyId)}`;

/** Chapters of a party, and their own rows: a change of the member moves them, whichever. */
export const chaptersOf = (partyId: string): string => `chapters:${same(partyId)}`;
/** Some record of the party: it was written last by us then, whoever had changed it before. */
export const touched = (partyId: string): string => `touched:${same(partyId)}`;
export const touchedInvoice = (invoiceId: string): string => `touched invoice:${same(invoiceId)}`;

/** What a flow with this claim may have changed, and which records it has written to besides. */
export const changesOf = (claim: Claim): string[] => [...changed(claim), ...written(claim)];

function changed(claim: Claim): string[] {
  switch (claim.kind) {
    case 'term':
    case 'no term':
      return [rowOf(claim)];
    case 'fields':
      // A source code or a reason moves no term.
      return Object.keys(claim.values).every(isNote) ? [] : [rowOf(claim)];
    case 'payment':
      return [paidBy(claim.reference)];
    case 'membership':
      // The chapter's own row follows the membership (RESTRICTED flow 2).
      return [membershipOf(claim), rowOf({ partyId: claim.partyId, itemId: claim.groupId }), chapterOf(claim.partyId)];
    case 'taken back':
      return [backOnInvoice(claim.invoiceId), backOfPayer(claim.partyId)];
    case 'joined':
      return [partyRecord(claim.partyId)];
    case 'properties':
      // Which chapter was left its report does not say.
      return claim.changed.flatMap((name) => (name === 'chapter' ? [chapterOf(claim.partyId), chaptersOf(claim.partyId)] : [propertyOf(claim.partyId, name)]));
    case 'package':
    case 'billing run':
      return [ANY_ROW];
    case 'no payment':
    case 'settled':
    case 'dues':
      return [];
  }
}

function written(claim: Claim): string[] {
  switch (claim.kind) {
    case 'payment':
      return [touched(claim.payorPartyId), ...claim.invoiceIds.map(touchedInvoice), ...(claim.covers ? [touched(claim.covers.partyId)] : [])];
    case 'taken back':
      return [touched(claim.partyId), touchedInvoice(claim.invoiceId)];
    case 'term':
    case 'no term':
    case 'fields':
    case 'membership':
    case 'joined':
      return [touched(claim.partyId)];
    case 'properties':
      return claim.undone || claim.changed.length > 0 ? [touched(claim.partyId)] : [];
    case 'package':
    case 'billing run':
    case 'no payment':
    case 'settled':
    case 'dues':
      return [];
  }
}

/** `surely`: it closed after the other had. Else it was at work beside it, or may have changed the record or not. */
export interface Later {
  workflowId: string;
  flow: string;
  closedAt: string;
  surely: boolean;
}

export class LaterFlows {
  private readonly byRecord = new Map<string, ClosedFlow[]>();
  private readonly payers = new Map<string, { flow: ClosedFlow; claim: PaymentClaim }[]>();

  constructor(flows: Iterable<ClosedFlow>) {
    for (const flow of flows) {
      for (const record of new Set(flow.changes)) add(this.byRecord, record, flow);
      for (const claim of flow.claims) if (claim.kind === 'payment') for (const invoiceId of claim.invoiceIds) add(this.payers, same(invoiceId), { flow, claim });
    }
  }

  /** Payments of other references on the invoice, that other flows have reported. */
  othersOn(invoiceId: string, { reference }: PaymentClaim, { runId }: ClosedFlow): { workflowId: string; claim: PaymentClaim }[] {
    const others = (this.payers.get(same(invoiceId)) ?? []).filter(({ flow, claim }) => flow.runId !== runId && same(claim.reference) !== same(reference));
    return others.map(({ flow, claim }) => ({ workflowId: flow.workflowId, claim }));
  }

  /** The last flow that changed one of the records after `than`, or while that was at work. */
  after(than: ClosedFlow, records: string[]): Later | undefined {
    const found = records
      .flatMap((record) => (this.byRecord.get(record) ?? []).map((flow) => ({ flow, any: record === ANY_ROW })))
      .filter(({ flow }) => flow.runId !== than.runId && flow.closedAt > than.startedAt)
      .map(({ flow, any }) => ({ workflowId: flow.workflowId, flow: flow.flow, closedAt: flow.closedAt, surely: !any && flow.closedAt > than.closedAt }));
    const sure = found.filter(({ surely }) => surely);
    return (sure.length > 0 ? sure : found).sort((a, b) => (a.closedAt < b.closedAt ? -1 : 1)).at(-1);
  }
}

function add<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known) known.push(value);
  else map.set(key, [value]);
}

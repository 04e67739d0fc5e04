import { describe, expect, it } from '@jest/globals';
import { check } from '../check.js';
import type { FlowCase } from '../check.js';
import type { LedgerEntry } from '../ledger.js';
import { flow, invoice, ledger, member, paidBy, party, purchase, row, snapshot, sold, step } from './scenes.js';
import type { Records } from './scenes.js';

const standing: Records = { rows: [row('1', 'REG')], invoices: [invoice('9001', '1', 'REG', '95.00')] };

function orphans(entries: LedgerEntry[], after: Records, reports: FlowCase[], before: Records = {}): string[] {
  const result = check({ before: snapshot(before), after: snapshot(after), ledger: entries, reports });
  return result.orphans.map((one) => one.sentence);
}

describe('orphans', () => {
  it.each(['rejected', 'compensated', 'cancelled'])('finds a subscription behind a flow that says %s', (verdict) => {
    const found = orphans(ledger(...sold), standing, [purchase({ verdict })]);
    expect(found).toContainEqual(expect.stringContaining('The subscription of party 1 to REG from 2026-01-01 stands'));
    expect(found).toContainEqual(expect.stringContaining('Invoice 9001 is open with 95.00'));
  });

  it('accepts a completed flow that left the invoice open', () => {
    expect(orphans(ledger(...sold), standing, [purchase({ verdict: 'completed' })])).toEqual([]);
  });

  it('finds a subscription that no flow was asked for', () => {
    const other = purchase({ verdict: 'completed' }, { itemId: 'JOUR' });
    expect(orphans(ledger(...sold), standing, [other])).toContainEqual(
      expect.stringContaining('no flow was asked for it'),
    );
  });

  it('accepts the effects of a parked flow whose step may have acted', () => {
    const parked = purchase({ state: 'parked', verdict: null, steps: [step('create subscription', 'unknown')] });
    expect(orphans(ledger(...sold), standing, [parked])).toEqual([]);
  });

  it('does not accept them when the parked flow says the step was rejected or undone', () => {
    const rejected = purchase({ state: 'parked', verdict: null, steps: [step('create subscription', 'rejected')] });
    expect(orphans(ledger(...sold), standing, [rejected])).not.toEqual([]);
    const undone = [step('create subscription', 'done', { compensation: { outcome: 'done' } })];
    const compensating = purchase({ state: 'compensating', verdict: null, steps: undone });
    expect(orphans(ledger(...sold), standing, [compensating])).not.toEqual([]);
  });

  it.each([
    ['undone', 1],
    ['none', 1],
    ['parked', 0],
    ['pending', 0],
    ['skipped', 0],
  ])('reads a compensation that is %s', (compensation, findings) => {
    const steps = [step('create subscription', 'done', { kind: 'compensatable', compensation })];
    const found = orphans(ledger(...sold), standing, [purchase({ state: 'parked', verdict: null, steps })]);
    expect(found.some((one) => one.includes('stands'))).toBe(findings > 0);
    const stopped = purchase({ verdict: 'partly-compensated', steps });
    expect(orphans(ledger(...sold), standing, [stopped]).length > 0).toBe(findings > 0);
  });

  it('does not take a step that only reads, or was skipped, for an effect', () => {
    const steps = [step('check subscription', 'done', { kind: 'read' }), step('create subscription', 'skipped')];
    expect(orphans(ledger(...sold), standing, [purchase({ state: 'parked', verdict: null, steps })])).not.toEqual([]);
  });

  it('finds the open invoice of a row that was ended', () => {
    const ended = [
      'subscription.ended',
      { partyId: '1', itemId: 'REG', after: row('1', 'REG', { status: 1 }) },
    ] as const;
    const after = { rows: [row('1', 'REG', { status: 1 })], invoices: standing.invoices ?? [] };
    const found = orphans(ledger(...sold, [...ended]), after, [purchase({ verdict: 'compensated' })]);
    expect(found).toEqual([expect.stringContaining('Invoice 9001 is open with 95.00 for REG of party 1')]);
  });

  it('finds a payment behind a flow that says it was refused', () => {
    const rejected = flow('payInvoice', { verdict: 'rejected' }, { invoiceId: '9001', payment: { reference: 'REF' } });
    const paid = { invoices: [invoice('9001', '1', 'REG', '0.00', '95.00')] };
    expect(orphans(ledger(paidBy('p1')), paid, [rejected])).toEqual([expect.stringContaining('Payment p1')]);
  });

  it('finds a card charge applied to nothing behind a completed flow, not behind a parked one', () => {
    const about = { partyId: '1', invoiceId: '9001', paymentId: 'p1', reference: 'REF', amount: '95.00' };
    const entries = ledger(['payment.charged', about], ['credit.created', about]);
    const input = { invoiceId: '9001', payment: { reference: 'REF' } };
    const open = { invoices: [invoice('9001', '1', 'REG', '95.00')] };
    const completed = flow('payInvoice', { verdict: 'completed' }, input);
    expect(orphans(entries, open, [completed], open)).toEqual([expect.stringContaining('applied to nothing')]);
    const parked = flow(
      'payInvoice',
      { state: 'parked', verdict: null, steps: [step('pay invoice', 'unknown')] },
      input,
    );
    expect(orphans(entries, open, [parked], open)).toEqual([]);
  });

  it('finds a chapter behind a flow that says it undid', () => {
    const entries = ledger(['chapter.added', { partyId: '1', groupId: 'CHAPT/EAST' }]);
    const after = { members: [member('1', 'CHAPT/EAST')] };
    const undid = purchase({ flow: 'enrolMember', verdict: 'compensated' }, { chapter: 'EAST' });
    expect(orphans(entries, after, [undid])).toEqual([expect.stringContaining('Party 1 is in CHAPT/EAST')]);
    const did = purchase({ flow: 'enrolMember', verdict: 'completed' }, { chapter: 'EAST' });
    expect(orphans(entries, after, [did])).toEqual([]);
  });

  it('finds the chapter subscription that outlived its chapter', () => {
    const about = { partyId: '1', groupId: 'CHAPT/EAST' };
    const made = { ...about, itemId: 'CHAPT/EAST', termBegin: '2026-01-01', amount: '0.00' };
    const entries = ledger(['chapter.added', about], ['subscription.created', made], ['chapter.removed', about]);
    const after = {
      rows: [row('1', 'CHAPT/EAST', { billedAmount: '0.00' })],
      members: [member('1', 'CHAPT/EAST', false)],
    };
    const found = orphans(entries, after, [flow('changeChapter', { verdict: 'compensated' }, { add: 'EAST' })]);
    expect(found).toEqual([expect.stringContaining('though the chapter that brought it was left')]);
  });

  it('finds an act on a party that no flow was asked about', () => {
    const entries = ledger(['party.changed', { partyId: '2' }]);
    const found = orphans(entries, { parties: [party('1'), party('2')] }, [purchase({ verdict: 'rejected' })]);
    expect(found).toEqual([expect.stringContaining('party.changed was done to party 2')]);
  });

  it('leaves acts of the staff alone', () => {
    const entries = ledger(...sold).map((entry) => ({ ...entry, user: 'staff' }));
    expect(orphans(entries, standing, [purchase({ verdict: 'rejected' })])).toEqual([]);
  });
});

/** From a report to what it claims: sales, payments, chapters. */
import { describe, expect, test } from '@jest/globals';
import { cash, paid, said, step, turnedBack } from './reports.js';

const sale = { partyId: '7', itemId: 'REG', beginDate: '2026-01-01', payment: cash };
const sold = { partyId: '7', itemId: 'REG', billToPartyId: '7', invoiceId: '8158', billBegin: '2026-01-01', billThrough: '2026-12-31', billedAmount: '95.00', currency: 'USD' };

describe('a sale', () => {
  const term = { kind: 'term', partyId: '7', itemId: 'REG', begin: '2026-01-01', through: '2026-12-31', billedAmount: '95.00', ours: true };

  test('claims its term, its payment and what that covers', () => {
    const { claims, changes } = said('purchaseSubscription', sale, [step('create subscription'), step('pay invoice', { kind: 'pivot' })], { ...sold, ...paid, paidThru: '2026-12-31' });
    expect(claims).toEqual([
      term,
      { kind: 'payment', reference: 'DFABCDEFGHJK', amount: '95.00', invoiceIds: ['8158'], payorPartyId: '7', pending: false, covers: { partyId: '7', itemId: 'REG', through: '2026-12-31' } },
    ]);
    expect(changes).toEqual(['row:7|REG', 'touched:7', 'paid:DFABCDEFGHJK', 'touched invoice:8158']);
  });

  test('left open, found as it was, or unbilled: the term alone', () => {
    const { payment: _cash, ...open } = sale;
    expect(said('purchaseSubscription', open, [step('create subscription', { outcome: 'already-done', owner: 'other' })], sold).claims).toEqual([{ ...term, ours: false }]);
    expect(said('purchaseSubscription', { ...open, bill: false }, [step('create subscription')], { partyId: '7', itemId: 'REG', billBegin: null, billThrough: null }).claims).toEqual([
      { kind: 'term', partyId: '7', itemId: 'REG', begin: '2026-01-01', through: null, ours: true },
    ]);
  });

  test('whose payment others had made claims that nothing was owed', () => {
    const settled = { ...paid, amount: '0.00', reference: '' };
    expect(said('purchaseSubscription', sale, [step('create subscription'), step('pay invoice', { outcome: 'already-done', owner: 'other' })], { ...sold, ...settled }).claims).toEqual([term, { kind: 'settled', invoiceId: '8158' }]);
  });

  test('that was taken back claims that chapter and term are gone, and that nothing was paid', () => {
    const steps = [
      step('join chapter', { compensation: 'undone', ids: { groupMemberId: 'CHAPT/EAST:7' } }),
      step('create subscription', { compensation: 'undone', ids: { invoiceId: '8158' } }),
      step('pay invoice', { outcome: 'rejected', compensation: 'none' }),
    ];
    expect(said('enrolMember', { ...sale, chapter: 'EAST' }, steps, {}, turnedBack).claims).toEqual([
      { kind: 'membership', partyId: '7', groupId: 'CHAPT/EAST', active: false, ours: true },
      { kind: 'no term', partyId: '7', itemId: 'REG', begin: '2026-01-01', invoiceId: '8158' },
      { kind: 'no payment', reference: 'mark of pay invoice', partyId: '7' },
    ]);
  });

  test('what was there before, what a person has left, and what a check number paid elsewhere are no claims', () => {
    const steps = [step('join chapter', { outcome: 'already-done', owner: 'other', compensation: 'left' }), step('create subscription', { compensation: 'skipped' }), step('pay invoice', { outcome: 'rejected' })];
    const input = { ...sale, chapter: 'EAST', payment: { ...cash, reference: 'CHK-1' } };
    expect(said('enrolMember', input, steps, {}, { verdict: 'partly-compensated' }).claims).toEqual([]);
    expect(said('purchaseSubscription', sale, [step('create subscription', { outcome: 'skipped' })], {}, { verdict: 'completed-with-exceptions' }).claims).toEqual([]);
  });
});

test('payInvoice: one invoice, or all that were open', () => {
  const one = said('payInvoice', { partyId: '7', invoiceId: '8158', payment: cash }, [step('pay invoice')], paid).claims;
  expect(one).toEqual([{ kind: 'payment', reference: 'DFABCDEFGHJK', amount: '95.00', invoiceIds: ['8158'], payorPartyId: '7', pending: false }]);
  const all = said('payInvoice', { partyId: '7', allOpen: true, payment: { ...cash, payorPartyId: '9' } }, [step('pay invoice')], { ...paid, pending: true }).claims;
  expect(all).toMatchObject([{ invoiceIds: [], payorPartyId: '9', pending: true }]);
});

test('changeChapter: in, out, and over', () => {
  const is = (groupId: string, active: boolean, partyChapter: string | null) => ({ kind: 'membership', partyId: '7', groupId, active, partyChapter, ours: true });
  expect(said('changeChapter', { partyId: '7', add: 'EAST' }, [step('join chapter')], { groupMemberId: 'x', partyChapter: 'EAST' }).claims).toEqual([is('CHAPT/EAST', true, 'EAST')]);
  expect(said('changeChapter', { partyId: '7', remove: 'CHAPT/EAST' }, [step('leave chapter')], { partyChapter: null }).claims).toEqual([is('CHAPT/EAST', false, null)]);
  expect(said('changeChapter', { partyId: '7', from: 'EAST', to: 'WEST' }, [step('leave chapter'), step('join chapter')], { partyChapter: 'WEST' }).claims).toEqual([is('CHAPT/WEST', true, 'WEST'), is('CHAPT/EAST', false, 'WEST')]);
  // The way out was undone: the party is in again.
  const undone = said('changeChapter', { partyId: '7', from: 'EAST', to: 'WEST' }, [step('leave chapter', { compensation: 'undone' }), step('join chapter', { outcome: 'rejected' })], {}, turnedBack);
  expect(undone.claims).toEqual([{ kind: 'membership', partyId: '7', groupId: 'CHAPT/EAST', active: true, ours: true }]);
});

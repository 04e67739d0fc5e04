import { describe, expect, test } from '@jest/globals';
import { parseBillingCycle } from '../../../activities/imis/billing-cycle.js';
import { parseSubscription, type Subscription } from '../../../activities/imis/subscription.js';
import { mayBill } from '../../../activities/steps/renewals/renewal-cycle.js';
import { covers, hasMoved, isPaid, rowThen, wouldBillAgain } from '../../../activities/steps/renewals/renewal-rows.js';
import { runNameOf } from '../../../activities/steps/renewals/renewal-run.js';

const row = (changes: Partial<Subscription> = {}): Subscription => ({ ...parseSubscription({ PartyId: '1', ItemId: 'REG' }), ...changes });
const DAY = '2026-01-01';

describe('a row covers the effective date', () => {
  test.each([
    ['was never billed', {}, false],
    ['billed and paid until the day before', { billThrough: '2025-12-31', paidThru: '2025-12-31', billDate: '2024-12-01' }, false],
    ['billed through it, not paid', { billThrough: '2026-12-31', paidThru: '2025-12-31', billDate: '2025-12-01' }, true],
    ['paid through the day itself', { paidThru: DAY }, true],
    ['a term without a bill', { billThrough: '2026-12-31' }, false],
    ['a free term that was billed', { billThrough: '2026-12-31', billDate: '2025-12-01' }, true],
  ] as const)('%s: %#', (_what, changes, covered) => {
    expect(covers(row(changes), DAY)).toBe(covered);
  });

  test('and a run would bill it again only while it is not paid', () => {
    const billed = { billThrough: '2026-12-31', billedAmount: '95.00', balance: '95.00' };
    expect(wouldBillAgain(row({ ...billed, paidThru: '2025-12-31' }), DAY)).toBe(true);
    expect(wouldBillAgain(row({ ...billed, paidThru: '2026-12-31' }), DAY)).toBe(false);
    expect(wouldBillAgain(row({ billThrough: '2025-12-31' }), DAY)).toBe(false);
  });
});

test('a row has moved when its term is another than before the run', () => {
  const before = [rowThen(row({ billThrough: '2025-12-31' }))];
  expect(hasMoved(row({ billThrough: '2026-12-31' }), before)).toBe(true);
  expect(hasMoved(row({ billThrough: '2025-12-31', balance: '10.00' }), before)).toBe(false);
  expect(hasMoved(row({ itemId: 'JOUR', billThrough: '2026-12-31' }), before)).toBe(false);
});

test('a row is paid when it owes nothing and its dates say so', () => {
  expect(isPaid(row({ billThrough: '2026-12-31', paidThru: '2026-12-31' }))).toBe(true);
  expect(isPaid(row({ billThrough: '2026-12-31', paidThru: '2025-12-31' }))).toBe(false);
  expect(isPaid(row({ billThrough: '2026-12-31', paidThru: '2026-12-31', balance: '0.01' }))).toBe(false);
});

describe('which rows a cycle may bill', () => {
  const cycle = (members: object) =>
    parseBillingCycle({ LegacyBillingCycleId: 'C', DuesItemsToBill: { $values: ['REG'] }, ...members });
  const part = row({ itemId: 'SECTION-1', isMemberComponent: true });
  const journal = row({ itemId: 'JOUR' });
  test.each([
    ['those it lists', {}, [true, false, false]],
    ['parts of the membership', { IncludeAllMembershipItems: true }, [true, true, false]],
    ['all, where chapters or sections are not listed', { IncludeAllChapters: true }, [true, true, true]],
    ['all, where its list cannot be read', { ChapterItemsToBill: { $values: ['*ALL*'] } }, [true, true, true]],
  ])('%s', (_what, members, expected) => {
    expect([row({ itemId: 'reg' }), part, journal].map((one) => mayBill(cycle(members), one))).toEqual(expected);
  });
});

test('the name of a run is readable, short, and can be asked for', () => {
  expect(runNameOf(DAY, '12345', 'DFABCDEFGHJK')).toBe('Renewal 2026-01-01 12345 DFABCDEFGHJK');
  const long = runNameOf(DAY, `A|B ${'9'.repeat(90)}`, 'DFABCDEFGHJK');
  expect(long.length).toBeLessThanOrEqual(60);
  expect(long).not.toContain('|');
});

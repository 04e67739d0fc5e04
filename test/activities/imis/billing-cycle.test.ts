import { describe, expect, test } from '@jest/globals';
import { readBillingCycle } from '../../../activities/imis/billing-cycle.js';
import { json } from '../http/tiny-server.js';
import { paged } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

const name = 'Regular Membership Fees';
const cycle = (more: object = {}) => ({
  $type: 'Asi.Soa.Commerce.DataContracts.LegacyBillingCycleData, Asi.Contracts',
  LegacyBillingCycleId: name,
  Name: 'Regular',
  ...more,
});
const property = (Name: string, Value?: string) => ({ $type: 'GenericPropertyData', Name, Value });

test('a cycle whose id has spaces, all defaults left out', async () => {
  api.answer = json(cycle());
  expect(await readBillingCycle(api.imis, name)).toEqual({
    cycleId: name,
    name: 'Regular',
    accounting: 'default',
    items: [],
    chapterItems: [],
    includeAllMembershipItems: false,
    includeAllChapters: false,
    includeAllSections: false,
    includeZeroBalance: false,
    isMembershipBilling: false,
    useSelectedAccountingBatch: undefined,
  });
  expect(api.last()?.url).toBe('/api/LegacyBillingCycle?EntityId=Regular+Membership+Fees');
});

test('with everything, as the only member of a list', async () => {
  const flags = { IncludeAllMembershipItems: true, IncludeZeroBalance: true, IsMembershipBilling: true };
  const more = { AccountingMethod: 2, UseSelectedAccountingBatch: false, IncludeAllChapters: true };
  api.answer = json(paged([cycle({ ...flags, ...more, Name: undefined })]));
  expect(await readBillingCycle(api.imis, name)).toMatchObject({
    name,
    accounting: 'accrual',
    includeAllMembershipItems: true,
    includeAllChapters: true,
    includeZeroBalance: true,
    isMembershipBilling: true,
    useSelectedAccountingBatch: false,
  });
});

test('none, or another one', async () => {
  api.answer = json({}, 404);
  expect(await readBillingCycle(api.imis, 'NOPE')).toBeUndefined();
  expect(api.last()?.url).toBe('/api/LegacyBillingCycle/NOPE');
  api.answer = json(cycle());
  await expect(readBillingCycle(api.imis, 'NOPE')).rejects.toMatchObject({ answer: { kind: 'unknown' } });
});

describe('items to bill', () => {
  test('of all lists, each once, in the forms that can be read', async () => {
    api.answer = json(
      cycle({
        DuesItemsToBill: {
          $type: 'GenericPropertyDataCollection',
          $values: [property('REG', 'REG'), property('CORP')],
        },
        ChapterItemsToBill: { $values: ['CHAPT/EAST'] },
        SectionItemsToBill: [{ $type: 'System.String', $value: 'SEC' }],
        SubscriptionItemsToBill: { $values: [{ $type: 'ItemSummaryData', ItemId: 'JOUR', Name: 'Journal' }] },
        VoluntaryItemsToBill: { $values: ['REG'] },
      }),
    );
    expect(await readBillingCycle(api.imis, name)).toMatchObject({
      items: ['REG', 'CORP', 'CHAPT/EAST', 'SEC', 'JOUR'],
      chapterItems: ['CHAPT/EAST'],
    });
  });

  test.each([
    ['*ALL*', [property('*ALL*', '*ALL*')]],
    ['two texts, of which either may be the id', [property('REG', 'Regular dues')]],
    ['a number', [7]],
    ['something else', [{ $type: 'Whatever' }]],
    ['no list', 'REG'],
  ])('%s: the items are unknown', async (_what, DuesItemsToBill) => {
    api.answer = json(cycle({ DuesItemsToBill, ChapterItemsToBill: ['CHAPT/EAST'] }));
    const found = await readBillingCycle(api.imis, name);
    expect([found?.items, found?.chapterItems]).toEqual([undefined, ['CHAPT/EAST']]);
  });
});

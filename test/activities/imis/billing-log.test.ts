import { describe, expect, test } from '@jest/globals';
import {
  BILLING_LOG_STATUSES,
  type BillingLogItem,
  findBillingLogs,
  listBillingLogItems,
  readBillingLog,
} from '../../../activities/imis/billing-log.js';
import { json } from '../http/tiny-server.js';
import { money, paged } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

const key = '6c2f8a54-7d0e-4b7b-9a51-0c9a35a5d001';
const log = (more: object = {}) => ({
  $type: 'Asi.Soa.Commerce.DataContracts.BillingLogData, Asi.Contracts',
  BillingLogKey: key,
  BillingRunName: 'df 2026',
  BillingCycleName: 'Regular Membership Fees',
  EffectiveDate: '2026-01-01T00:00:00',
  ...more,
});

describe('BillingLog', () => {
  test('by run name', async () => {
    api.answer = json(paged([log(), log({ BillingRunName: 'DF 2026', Status: 4, BatchId: '260101-1' })]));
    expect(await findBillingLogs(api.imis, { runName: 'df 2026' })).toMatchObject([
      { billingLogKey: key, status: 'Pending', effectiveDate: '2026-01-01', batchId: undefined },
      { status: 'UnPostedBatch', batchId: '260101-1' },
    ]);
    expect(api.last()?.url).toBe('/api/BillingLog?BillingRunName=df+2026&Limit=500');
    api.answer = json(paged([]));
    expect(await findBillingLogs(api.imis, { runName: 'df 2026' })).toEqual([]);
  });

  test('a colon is not taken for the end of an operator', async () => {
    api.answer = json(paged([log({ BillingRunName: 'in: 2026' })]));
    expect(await findBillingLogs(api.imis, { runName: 'in: 2026' })).toHaveLength(1);
    expect(new URL(`http://host${api.last()?.url}`).searchParams.get('BillingRunName')).toBe('eq:in: 2026');
  });

  test('an ignored filter, a bar in the name and a 404 are not "no run"', async () => {
    api.answer = json(paged([log({ BillingRunName: 'another' })]));
    await expect(findBillingLogs(api.imis, { runName: 'df 2026' })).rejects.toMatchObject({
      answer: { kind: 'rejected', message: 'BillingLog ignored the filter BillingRunName: other rows came back' },
    });
    const calls = api.calls().length;
    await expect(findBillingLogs(api.imis, { runName: 'a|b' })).rejects.toMatchObject({ answer: { kind: 'rejected' } });
    expect(api.calls()).toHaveLength(calls);
    api.answer = json({}, 404);
    await expect(findBillingLogs(api.imis, { runName: 'df 2026' })).rejects.toMatchObject({
      answer: { kind: 'unknown' },
    });
  });

  test.each(BILLING_LOG_STATUSES.map((status, number) => [number, status] as const))(
    '%d is %s',
    async (Status, status) => {
      api.answer = json(log({ Status, Information: 'Ask grace@example.org' }));
      expect(await readBillingLog(api.imis, key)).toMatchObject({ status, information: 'Ask [e-mail]' });
      expect(api.last()?.url).toBe(`/api/BillingLog/${key}`);
    },
  );

  test('none, or another', async () => {
    api.answer = json({}, 404);
    expect(await readBillingLog(api.imis, key)).toBeUndefined();
    api.answer = json(log({ BillingLogKey: 'other' }));
    await expect(readBillingLog(api.imis, key)).rejects.toMatchObject({ answer: { kind: 'unknown' } });
  });
});

describe('BillingLogItem', () => {
  const item = (party: string, more: object = {}) => ({
    $type: 'Asi.Soa.Commerce.DataContracts.BillingLogItemData, Asi.Contracts',
    BillingLogKey: key.toUpperCase(),
    BillingPartyId: party,
    BillingItemId: 'REG',
    BillingBillToPartyId: '9',
    BillBeginDate: '2026-01-01T00:00:00',
    BillThroughDate: '2026-12-31T00:00:00',
    BillAmount: money(95),
    ...more,
  });

  test('come page by page', async () => {
    const bare = { BillAmount: undefined, BillingBillToPartyId: undefined };
    api.next = [json(paged([item('1')], { HasNext: true, NextOffset: 1 })), json(paged([item('2', bare)]))];
    const pages: BillingLogItem[][] = [];
    await listBillingLogItems(api.imis, { billingLogKey: key }, (rows) => void pages.push(rows));
    const term = { itemId: 'REG', billBegin: '2026-01-01', billThrough: '2026-12-31' };
    expect(pages).toEqual([
      [{ partyId: '1', ...term, billToPartyId: '9', amount: '95.00' }],
      [{ partyId: '2', ...term, billToPartyId: undefined, amount: '0.00' }],
    ]);
    expect(api.calls().map((call) => call.url)).toEqual([
      `/api/BillingLogItem?BillingLogKey=${key}&Limit=500`,
      `/api/BillingLogItem?BillingLogKey=${key}&Limit=500&Offset=1`,
    ]);
  });

  test('of one party, also where the API does not sort out the others', async () => {
    api.answer = json(paged([item('1'), item('2')]));
    const found: string[] = [];
    await listBillingLogItems(api.imis, { billingLogKey: key, partyId: '2' }, (rows) => {
      found.push(...rows.map((row) => row.partyId));
    });
    expect(found).toEqual(['2']);
    expect(api.last()?.url).toContain('&BillingPartyId=2&');
  });

  test('of another run are refused before any is handed on', async () => {
    api.answer = json(paged([item('1'), item('2', { BillingLogKey: 'other' })]));
    const found: unknown[] = [];
    const listing = listBillingLogItems(api.imis, { billingLogKey: key }, (rows) => void found.push(...rows));
    await expect(listing).rejects.toMatchObject({ answer: { kind: 'rejected' } });
    expect(found).toEqual([]);
  });
});

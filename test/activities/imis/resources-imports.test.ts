/** Dues imports against the simulator: two readings of the same contract must agree. */
import { expect, test } from '@jest/globals';
import {
  type DuesRow,
  importPackage,
  readPackageResults,
  readPackageStatus,
} from '../../../activities/imis/dues-import.js';
import { readPartyDates } from '../../../activities/imis/party.js';
import { readSubscription } from '../../../activities/imis/subscription.js';
import { listSubscriptions } from '../../../activities/imis/subscription-list.js';
import { named } from '../../simulator/index.js';
import { firstDay, lastDay, simulated, year } from './simulated.js';

const one = simulated();

const row = (more: Partial<DuesRow> = {}): DuesRow => ({
  externalId: 'L2',
  partyId: named.newMember,
  transactionDate: firstDay,
  billBegin: firstDay,
  billThrough: lastDay,
  paidThru: lastDay,
  items: [{ productCode: 'REG', billedAmount: '95.00', paidAmount: '95.00' }],
  payment: { amount: '95.00', methodId: 'CASH', reference: 'check 7' },
  ...more,
});

/** Imports, and waits until the package has ended. */
async function imported(...parties: DuesRow[]): Promise<number> {
  const answer = await importPackage(one.imis, { jobId: 'df-1', parties });
  if (answer.kind !== 'ok') throw new Error(answer.message);
  const { packageId } = answer.body;
  while (['AwaitProcessing', 'InProcess'].includes(await readPackageStatus(one.imis, packageId))) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return packageId;
}

test('a package moves term and dates of its parties', async () => {
  const packageId = await imported(row());
  expect(await readPackageStatus(one.imis, packageId)).toBe('Completed');
  expect(await readPackageResults(one.imis, packageId)).toMatchObject({ packageId, jobId: 'df-1', rows: [] });
  expect(await readPartyDates(one.imis, named.newMember)).toMatchObject({ paidThru: lastDay, renewedThru: lastDay });
  expect(await readSubscription(one.imis, named.newMember, 'REG')).toMatchObject({
    billBegin: firstDay,
    billThrough: lastDay,
    paidThru: lastDay,
    billedAmount: '95.00',
  });
});

test('a row that fails is named, and the others stand', async () => {
  const items = [{ productCode: 'NOPE', billedAmount: '95.00', paidAmount: '0' }];
  const bad = row({ externalId: 'L3', partyId: named.company, items, payment: undefined });
  const packageId = await imported(row(), bad);
  expect(await readPackageResults(one.imis, packageId)).toMatchObject({
    status: 'CompletedWithErrors',
    rows: [{ partyId: named.company, externalId: 'L3', productCode: 'NOPE', billBegin: firstDay, type: 'error' }],
  });
  expect(await readPartyDates(one.imis, named.newMember)).toMatchObject({ paidThru: lastDay });
});

test('a package that is not known, and one that waits', async () => {
  expect(await readPackageStatus(one.imis, 1)).toBe('NotFound');
  expect(await readPackageResults(one.imis, 1)).toMatchObject({ status: 'NotFound', rows: [] });
  one.sim.switches.importQueueMs = 60_000;
  one.sim.switches.importJobIdShown = 'finished';
  const answer = await importPackage(one.imis, { jobId: 'df-1', parties: [row()] });
  if (answer.kind !== 'ok') throw new Error(answer.message);
  const { packageId } = answer.body;
  expect(await readPackageResults(one.imis, packageId)).toMatchObject({ jobId: undefined, status: 'AwaitProcessing' });
});

test.each(['inside', '400'] as const)('a refused package, %s', async (importRefusal) => {
  one.sim.switches.importRefusal = importRefusal;
  expect(await importPackage(one.imis, { jobId: 'df-1', parties: [row({ partyId: '' })] })).toMatchObject({
    kind: 'rejected',
    message: expect.stringContaining('PartyId is required'),
  });
});

test('rows of several parties are listed', async () => {
  await imported(row(), row({ partyId: named.colleagueOne, paidThru: undefined }));
  const found: string[] = [];
  const partyIds = [named.newMember, named.colleagueOne, named.nonMember];
  await listSubscriptions(one.imis, { partyIds, itemIds: ['REG'] }, (subscription) => {
    found.push(subscription.partyId);
  });
  expect(found.sort()).toEqual([named.newMember, named.colleagueOne].sort());
  const due = async (billThroughBefore: string) => {
    const ids: string[] = [];
    await listSubscriptions(one.imis, { partyIds, billThroughBefore }, ({ partyId }) => void ids.push(partyId));
    return ids;
  };
  expect(await due(lastDay)).not.toContain(named.newMember);
  expect(await due(`${year + 1}-01-01`)).toContain(named.newMember);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSimulator } from '../index.js';
import type { Simulator } from '../index.js';
import { importRows, packageStatus } from './billing-client.js';
import { login } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let ids: string[];

beforeEach(async () => {
  const switches = { importQueueMs: 0, forgetImports: true };
  sim = await startSimulator({ parties: 0, members: 1000, ledger: 'counts', switches });
  api = await login(sim);
  const { body } = await api.get('/api/Subscription?ItemId=REG&Limit=500&PartyId=ge:50001');
  ids = body.Items.$values.map((one) => String(one.PartyId)).slice(0, 200);
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

describe('many members', () => {
  it('are due for renewal, each with a row of the dues', () => {
    const year = new Date().getUTCFullYear() - 1;
    expect(sim.world.store.parties.all().filter((one) => one.paidThru === `${year}-12-31`).length).toBeGreaterThan(999);
    expect(sim.world.subscription(ids[0] ?? '', 'REG')).toMatchObject({
      billBegin: `${year}-01-01`,
      billThrough: `${year}-12-31`,
      paidThru: `${year}-12-31`,
    });
  });

  it.each(['Subscription', 'Party'])('are looked up by a list of ids, %s', async (entity) => {
    const wanted = [...ids, ids[0], 'nobody'].join('|');
    const { body } = await api.get(`/api/${entity}?PartyId=in:${wanted}&Limit=150`);
    expect(body).toMatchObject({ TotalCount: 200, Count: 150, NextOffset: 150 });
    const rest = await api.get(`/api/${entity}?PartyId=in:${wanted}&Limit=150&Offset=150`);
    const seen = [...body.Items.$values, ...rest.body.Items.$values].map((one) => one.PartyId);
    expect([...seen].sort()).toEqual([...ids].sort());
  });

  it('never take an id that is there', () => {
    sim.world.addParty({ partyId: '51001' });
    const [next] = sim.world.addMembers(1);
    expect(next).toBe('51002');
  });
});

describe('a run of many packages', () => {
  it('keeps counts and rows, and neither entries nor payments nor the parties sent', async () => {
    const rows = ids.slice(0, 100).map((partyId) => ({ partyId }));
    const sent = [...rows.slice(1), { partyId: 'nobody' }];
    const { body } = await importRows(api, 'job', sent);
    await sim.idle();
    expect((await packageStatus(api, body.Result)).body.Result).toBe(5);
    expect(sim.effectCounts).toMatchObject({ 'import.accepted': 1, 'import.applied': 99, 'import.rejected': 1 });
    expect(sim.ledger).toEqual([]);
    expect((await api.get('/api/Payment?PaymentReference=startsWith:R-')).body.TotalCount).toBe(0);
    expect(sim.world.store.packages.get(String(body.Result))).toMatchObject({ waiting: [], applied: 99, done: 100 });
    expect(sim.world.subscription(ids[1] ?? '', 'REG')).toMatchObject({ paidThru: '2026-12-31' });
  });

  it('takes back the counts of a change that was refused or only seemed to succeed', async () => {
    sim.faults.add({ operation: 'ImportPackage' }, { kind: 'false-200' });
    await importRows(api, 'job', [{ partyId: ids[0] ?? '' }]);
    await sim.idle();
    expect(sim.effectCounts['import.accepted'] ?? 0).toBe(0);
  });
});

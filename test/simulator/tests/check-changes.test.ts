import { describe, expect, it } from '@jest/globals';
import { allFindings } from '../check.js';
import type { FlowCase } from '../check.js';
import { named } from '../index.js';
import type { Body } from './client.js';
import { flow } from './scenes.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();
const row = `/api/Subscription/~${named.debtor}|REG`;
const party = `/api/Party/${named.debtor}`;

/** GET, modify, PUT of the whole object. */
async function put(path: string, members: Record<string, unknown>): Promise<void> {
  const { body } = await api.get(path);
  expect((await api.put(path, { ...body, ...members })).status).toBe(200);
}
const rename = async (members: Record<string, unknown>): Promise<void> => {
  const { body } = await api.get(party);
  await put(party, { PersonName: { ...(body.PersonName as object), ...members } });
};
const judge = async (...reports: FlowCase[]): Promise<string[]> =>
  allFindings(await sim.judge(reports)).map((one) => one.sentence);
const asked = (name: string, set: Record<string, unknown>, more: Partial<FlowCase['report']> = {}): FlowCase =>
  flow(
    name,
    { verdict: 'completed', ...more },
    { partyId: named.debtor, set, ...(name === 'updateMember' ? {} : { itemId: 'REG' }) },
  );
const modify = (set: Record<string, unknown>, more: Partial<FlowCase['report']> = {}): FlowCase =>
  asked('modifySubscription', set, more);
const update = (set: Record<string, unknown>, more: Partial<FlowCase['report']> = {}): FlowCase =>
  asked('updateMember', set, more);

describe('modifySubscription', () => {
  const set = { SourceCode: 'WEB', status: 'Active', cancelledAsOf: '2026-12-31' };
  const result = { changed: { sourceCode: 'WEB', cancelledAsOf: '2026-12-31' }, unchanged: ['status'] };
  const change = (): Promise<void> => put(row, { SourceCode: 'WEB', CancelledAsOf: '2026-12-31T00:00:00' });

  it('finds nothing in an honest report', async () => {
    await change();
    expect(await judge(modify(set, { result }))).toEqual([]);
  });

  it('finds a change that was not asked for', async () => {
    await put(row, { SourceCode: 'WEB', AdjustmentReason: 'x' });
    expect(await judge(modify({ sourceCode: 'WEB' }))).toEqual([
      expect.stringContaining('adjustmentreason of the subscription'),
    ]);
  });

  it('finds wrong words on what changed', async () => {
    await change();
    const words = { changed: { sourceCode: 'NET', paidThru: '2026-01-01' }, unchanged: ['cancelledAsOf'] };
    expect(await judge(modify(set, { result: words }))).toEqual([
      expect.stringContaining('changed sourcecode to another value'),
      expect.stringContaining('changed paidthru, which it was not asked to'),
      expect.stringContaining('changed paidthru to another value'),
      expect.stringContaining('cancelledasof was as wished before, but changed it'),
      expect.stringContaining('does not say what became of status'),
    ]);
  });

  it('finds a change that the report tells and nobody made', async () => {
    const found = await judge(
      modify({ sourceCode: 'WEB' }, { result: { changed: { sourceCode: 'WEB' }, unchanged: [] } }),
    );
    expect(found).toEqual([
      expect.stringContaining('is completed but sourceCode'),
      expect.stringContaining('the ledger has no such change'),
    ]);
  });

  it('finds a change that stands though the report denies it', async () => {
    await put(row, { AdjustmentReason: 'x' });
    expect(await judge(modify({ adjustmentReason: 'x' }, { verdict: 'compensated' }))).toEqual([
      expect.stringContaining('denies the change of adjustmentreason'),
    ]);
    await put(row, { AdjustmentReason: '' });
    expect(await judge(modify({ adjustmentReason: 'x' }, { verdict: 'compensated' }))).toEqual([]);
  });

  it.each(['compensated', 'completed'])('finds the value of another that was written over: %s', async (verdict) => {
    await put(row, { SourceCode: 'WEB' });
    sim.staff.changeSubscription(named.debtor, 'REG', { sourceCode: 'DESK' });
    const set = { sourceCode: 'WEB' };
    expect(await judge(modify(set))).toEqual([]);
    await put(row, { SourceCode: verdict === 'completed' ? 'WEB' : '' });
    expect(await judge(modify(set, { verdict }))).toEqual([
      expect.stringContaining('was changed by another, and was written over'),
    ]);
  });

  it('accepts back and forth, and a change over what the office had set before', async () => {
    sim.staff.changeSubscription(named.debtor, 'REG', { sourceCode: 'DESK' });
    for (const sourceCode of ['A', 'B', 'A']) await put(row, { SourceCode: sourceCode });
    expect(await judge(modify({ sourceCode: 'A' }), modify({ sourceCode: 'B' }), modify({ sourceCode: 'A' }))).toEqual(
      [],
    );
  });
});

describe('updateMember', () => {
  const done = (set: Record<string, unknown>, unchanged: string[] = []): FlowCase => {
    const changed = Object.keys(set).filter((name) => !unchanged.includes(name));
    return update(set, { result: { changed, unchanged } });
  };

  it('finds nothing in an honest report', async () => {
    await rename({ InformalName: 'Addy' });
    expect(
      await judge(done({ 'PersonName.InformalName': 'Addy', customerTypeCode: 'M' }, ['customerTypeCode'])),
    ).toEqual([]);
  });

  it('finds a property that is not as wished, and one that was changed unasked', async () => {
    await rename({ InformalName: 'Addy', LastName: 'Else' });
    expect(await judge(done({ informalName: 'Addy', firstName: 'New' }))).toEqual(
      [
        expect.stringContaining('says that it changed firstname but the ledger'),
        expect.stringContaining('is completed but firstname is not as wished'),
        expect.stringContaining('lastname of party 23221 was changed'),
      ].sort(),
    );
  });

  it('finds an e-mail that a PUT lost', async () => {
    const { body } = await api.get(party);
    const { Emails: _left, ...rest } = body as Body;
    await api.put(party, { ...rest, PersonName: { ...(body.PersonName as object), InformalName: 'Addy' } });
    const found = await judge(done({ informalName: 'Addy' }));
    expect(found).toEqual(['email of party 23221 was changed, which no flow was asked to.']);
  });

  it('finds a name of the office that a stale undo brought back', async () => {
    await rename({ InformalName: 'Addy' });
    sim.staff.changeParty(named.debtor, { informalName: 'Desk' });
    await rename({ InformalName: 'Former' });
    expect(await judge(update({ informalName: 'Addy' }, { verdict: 'compensated' }))).toEqual([
      expect.stringContaining('informalname of party 23221 was changed by another'),
    ]);
  });

  it('reads a move to another chapter, and dates by their door', async () => {
    const mover = { partyId: named.mover };
    sim.staff.removeChapter(named.mover, 'WEST');
    const moved = flow('updateMember', { verdict: 'completed' }, { ...mover, set: { chapter: null } });
    expect(await judge(moved)).toEqual([]);
    const wished = flow(
      'updateMember',
      { verdict: 'completed' },
      {
        ...mover,
        set: { paidThruDate: '2030-12-31' },
        with: { purchase: { itemId: 'NEWS', beginDate: '2030-01-01' } },
      },
    );
    expect(await judge(wished)).toContainEqual(expect.stringContaining('has no subscription to NEWS'));
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ymMemberships } from '../simulator/index.js';
import type { Fault } from '../simulator/index.js';
import { openBench, type Bench } from '../setup/bench.js';
import { check, DUES, each, invoices, judged, newMember, regular, run, runLate, start } from './dues-world.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(async () => await bench.close());

/** Faults of the one POST Dues of a member. */
const atDues = (memberId: number, fault: Fault): void => void bench.sim.faults.add({ method: 'POST', path: DUES, contains: String(memberId) }, fault);

describe('one invoice is made and reported', () => {
  const faults: Fault[] = [
    { kind: '401' },
    { kind: '429', retryAfter: 1 },
    { kind: '500-after' },
    { kind: 'drop-after' },
    { kind: 'late', lateMs: 1800 },
    { kind: 'truncated-json' },
    { kind: 'service-failure', saved: true },
    { kind: 'stale-read', staleMs: 1500 },
  ];
  test('after each fault at POST Dues', async () => {
    const ended = await each(faults, async (fault) => {
      const memberId = newMember(bench);
      atDues(memberId, fault);
      const { verdict, result } = await runLate(bench, regular(memberId));
      return { verdict, reported: result['invoiceNumber'], made: invoices(bench, memberId).map(({ invoiceNumber }) => String(invoiceNumber)) };
    });
    for (const { kind, verdict, reported, made } of ended) expect({ kind, verdict, made }).toEqual({ kind, verdict: 'completed', made: [reported] });
  }, 60_000);

  test('though every read is refused once, or fails', async () => {
    const memberId = newMember(bench);
    for (const path of [/\/Members\//, /\/DuesTransactions/]) bench.sim.faults.add({ method: 'GET', path }, { kind: '401' });
    bench.sim.faults.add({ method: 'GET', path: /\/Membership\// }, { kind: 'service-failure' });
    expect((await run(bench, regular(memberId))).verdict).toBe('completed');
    expect(invoices(bench, memberId)).toHaveLength(1);
  });
});

describe('nothing is sent twice', () => {
  test('after a fault that leaves nothing: parks with what to look for', async () => {
    const faults: Fault[] = [{ kind: 'false-200' }, { kind: '500-before' }, { kind: 'drop-before' }, { kind: 'service-failure' }];
    const parked = await each(faults, async (fault) => {
      const memberId = newMember(bench);
      atDues(memberId, fault);
      const { workflowId } = await start(bench, regular(memberId));
      return { memberId, ...(await bench.parked(workflowId)).parked };
    });
    for (const { memberId, step, verbs, why } of parked) {
      expect({ step, verbs }).toEqual({ step: 'create dues', verbs: ['retry', 'markDone'] });
      expect(why).toMatch(new RegExp(`YM admin \\(member ${memberId}, membership ${ymMemberships.regular}, comment DF\\w{10}\\)`));
      expect(invoices(bench, memberId)).toEqual([]);
    }
  }, 60_000);

  test('when the marker is nowhere to be seen: a person names the invoice, which is looked at', async () => {
    const memberId = newMember(bench);
    bench.sim.switches.ymComment = 'nowhere';
    const { workflowId, ended } = await start(bench, regular(memberId, { payment: check }));
    const { parked } = await bench.parked(workflowId).finally(() => (bench.sim.switches.ymComment = 'MemberComments'));
    // Shown to nobody: the comment is not read from the row of before.
    const [made] = invoices(bench, memberId);
    const row = bench.sim.ym.store.invoices.get(String(made!.invoiceNumber))!;
    bench.sim.ym.store.invoices.put(String(row.number), { ...row, comment: '' });
    expect(parked!.why).toContain(`invoice ${row.number} came since`);
    await expect(bench.decide(workflowId, 'markDone', { ref: '30001' })).rejects.toThrow(/records do not show it/);
    await bench.decide(workflowId, 'markDone', { ref: String(row.number) });
    expect(await ended).toMatchObject({ verdict: 'completed', result: { invoiceNumber: String(row.number), balance: '0.00' } });
    expect(invoices(bench, memberId)).toHaveLength(1);
  });

  test('when the invoice has come to another amount: parks, and names both', async () => {
    const memberId = newMember(bench);
    bench.sim.switches.ymExtras = 'added';
    const { workflowId, ended } = await start(bench, regular(memberId, { rules: [11] }));
    const { parked } = await bench.parked(workflowId).finally(() => (bench.sim.switches.ymExtras = 'within'));
    expect(parked!.why).toMatch(/comes to 150.00, not to 135.00/);
    await bench.decide(workflowId, 'markDone', { ref: String(invoices(bench, memberId)[0]!.invoiceNumber) });
    expect(await ended).toMatchObject({ verdict: 'completed', result: { amount: '150.00' } });
  });

  test('when it was refused: rejected', async () => {
    const memberId = newMember(bench);
    atDues(memberId, { kind: 'validation-400', message: 'Not today.' });
    expect(await run(bench, regular(memberId))).toMatchObject({ verdict: 'rejected', cause: { message: expect.stringContaining('Not today.') } });
    expect(invoices(bench, memberId)).toEqual([]);
  });
});

test('nothing was made twice, left behind or falsely told', async () => await judged(bench));

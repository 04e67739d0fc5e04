/** The reading half of an audit over several attempts: it goes on where it was, gives way, and gives up with a word. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { auditRecords } from '../../../activities/audit/audit-records.js';
import type { ClosedFlow } from '../../../activities/audit/claim.js';
import { writeClaims } from '../../../activities/audit/files.js';
import type { AuditLine, GatheredAudit } from '../../../workflows/contracts/audit.js';
import { attempt, openGround, toTheEnd, type Ground } from '../renewals/attempts.js';
import { closedFlow, termClaim } from './told.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround({ patienceMs: 5000 });
});
afterAll(async () => await ground.close());
beforeEach(() => ground.sim.faults.clear());

let audits = 0;

async function gathered(flows: ClosedFlow[], name = `audit-${(audits += 1)}`): Promise<GatheredAudit> {
  const claimsFile = join(ground.dataDir, `${name}.claims.jsonl`);
  await writeClaims(claimsFile, flows);
  const period = { since: '2026-03-01T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z', gatheredAt: '2026-03-02T00:00:00.000Z' };
  return { tenant: ground.tenant.name, ...period, flows: flows.filter(({ judged }) => judged).length, claimsFile, resultsFile: join(ground.dataDir, `${name}.csv`) };
}

const linesOf = async ({ resultsFile }: GatheredAudit): Promise<AuditLine[]> => parse(await readFile(resultsFile, 'utf8'), { columns: true });

/** Flows whose terms the office has ended since. */
const ended = (count: number): ClosedFlow[] =>
  ground.sim.world.addMembers(count).map((partyId, index) => {
    const { billBegin, billThrough } = ground.sim.world.subscription(partyId, 'REG')!;
    ground.sim.staff.changeSubscription(partyId, 'REG', { status: 1 });
    return closedFlow({ flow: 'purchaseSubscription', workflowId: `p:${index}`, runId: `r${index}`, claims: [termClaim({ partyId, begin: billBegin!, through: billThrough!, billedAmount: '0.00' })] });
  });

const reads = (): number => ground.sim.calls.filter(({ path }) => path.startsWith('/api/Subscription')).length;

test('an audit in parts is the audit in one piece', async () => {
  const flows = ended(4);
  flows.splice(1, 0, { ...flows[0]!, runId: 'again' }, closedFlow({ runId: 'not judged', judged: false }));
  const [one, parts] = [await gathered(flows), await gathered(flows)];
  const before = reads();
  const whole = await toTheEnd(auditRecords(ground.runtimes), ground.call(one));
  // Two flows of one row: it is read once.
  expect([whole.messages, reads() - before]).toEqual([[], 4]);
  const byOne = await toTheEnd(auditRecords(ground.runtimes, 0), ground.call(parts));
  expect(byOne.messages).toEqual([1, 2, 3, 4].map((n) => `audited ${n} of 5 flows so far`));
  expect(byOne.reply.result).toEqual(whole.reply.result);
  expect(whole.reply.result).toMatchObject({ totals: { drift: 5 }, byFlow: { purchaseSubscription: { drift: 5 } } });
  expect(await linesOf(parts)).toEqual(await linesOf(one));
  expect(await linesOf(one)).toHaveLength(5);
  expect(reads() - before).toBe(8);
});

test('an attempt whose worker was lost leaves no line twice, and another process goes on', async () => {
  const audit = await gathered(ended(3));
  const first = await attempt(auditRecords(ground.runtimes, 0), ground.call(audit), { number: 1 });
  // Lost before its beat arrived: its line stands in the file, and is written anew.
  await attempt(auditRecords(ground.runtimes, 0), ground.call(audit), { number: 2, details: first.details });
  let { details } = first;
  for (let number = 3; ; number += 1) {
    const now = await attempt(auditRecords(ground.runtimes, 0), ground.call(audit), { number, details });
    ({ details } = now);
    if (!now.reply) continue;
    expect(now.reply.result).toMatchObject({ totals: { drift: 3 } });
    break;
  }
  expect((await linesOf(audit)).map(({ workflowId }) => workflowId)).toEqual(['p:0', 'p:1', 'p:2']);
});

test('what may not be read, or answers oddly each time, is unknown, and the others are looked at', async () => {
  const flows = ended(3);
  const audit = await gathered([...flows, closedFlow({ runId: 'cut', workflowId: 'cut', unreadable: 'it was terminated, and left no report' }), closedFlow({ runId: 'other', flow: 'updateMember', notAudited: 'not yet' })]);
  const partyOf = (n: number): string => (flows[n]!.claims[0] as { partyId: string }).partyId;
  ground.sim.faults.add({ method: 'GET', path: '/api/Subscription', contains: partyOf(0), times: 20 }, { kind: '403' });
  ground.sim.faults.add({ method: 'GET', path: '/api/Subscription', contains: partyOf(1), times: 20 }, { kind: '500-before' });
  const { messages, reply } = await toTheEnd(auditRecords(ground.runtimes), ground.call(audit));
  expect(messages).toEqual(Array(2).fill(expect.stringContaining('the records cannot be read')));
  expect(reply.result).toMatchObject({ totals: { unknown: 3, drift: 1, 'not-audited': 1 } });
  expect(reply.result).not.toHaveProperty('gaveUp');
  expect((await linesOf(audit)).map(({ kind, found }) => `${kind}: ${found}`)).toEqual([
    'unknown: the records cannot be read',
    'unknown: the records cannot be read',
    'drift: the row is inactive',
    'unknown: there is no report',
    'not-audited: ',
  ]);
});

test('an API that is away is given up: the rest is unknown, and said so', async () => {
  const audit = await gathered(ended(5));
  ground.sim.faults.add({ method: 'GET', path: '/api/Subscription', times: 50 }, { kind: '500-before' });
  const before = reads();
  const { reply } = await toTheEnd(auditRecords(ground.runtimes), ground.call(audit));
  expect(reply.result).toMatchObject({ totals: { unknown: 5 }, gaveUp: expect.stringContaining('500') as unknown });
  // Three flows were tried three times each, as a read repeats itself; the others were not.
  const tried = ground.sim.calls.slice(-(reads() - before)).map(({ path }) => path);
  expect(new Set(tried).size).toBe(3);
  expect(await linesOf(audit)).toHaveLength(5);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { allFindings, check, named, startSimulator } from '../index.js';
import type { CheckResult, FlowCase, FlowReport, Simulator, Snapshot } from '../index.js';
import { imported } from './billing-client.js';
import type { Row } from './billing-client.js';
import { login } from './client.js';
import type { Client } from './client.js';

let sim: Simulator;
let api: Client;
let before: Snapshot;

beforeEach(async () => {
  sim = await startSimulator({ switches: { importQueueMs: 0 } });
  api = await login(sim);
  before = sim.snapshot();
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const { newMember, nonMember, longMember } = named;
const judge = (...reports: FlowCase[]): CheckResult =>
  check({ before, after: sim.snapshot(), ledger: sim.ledger, reports });
const sentences = (list: { sentence: string }[]): string[] => list.map((one) => one.sentence);
const rows = (...ids: string[]): Row[] => ids.map((partyId) => ({ partyId }));

const dues = (report: Partial<FlowReport>, jobId = 'job'): FlowCase => ({
  report: { flow: 'importDues', workflowId: `import:${jobId}`, state: 'closed', ids: { jobId }, ...report },
  input: { rows: [] },
});
const counts = (imported: number, more: Record<string, number> = {}): FlowReport['result'] => ({
  jobId: 'job',
  imported,
  ...{ warnings: 0, errors: 0, alreadyDone: 0, notSent: 0, unknown: 0 },
  ...more,
});
const onePackage = (n: number, report: Partial<FlowReport>): FlowCase => ({
  report: { flow: 'importPackage', workflowId: `package:${n}`, state: 'closed', ...report },
  input: { jobId: 'job', n },
});

describe('an import', () => {
  it('has no finding when its report is honest', async () => {
    await imported(sim, api, 'job-1', rows(newMember, nonMember));
    await imported(sim, api, 'job-2', [{ partyId: longMember, paidThru: '2020-01-31' }, { partyId: 'nobody' }]);
    const result = counts(2, { warnings: 1, errors: 1 });
    expect(allFindings(judge(dues({ verdict: 'completed', result })))).toEqual([]);
    expect(allFindings(judge(dues({ state: 'parked' })))).toEqual([]);
    const children = [
      onePackage(1, { verdict: 'completed', result: { imported: 2 } }),
      onePackage(2, { verdict: 'completed-with-exceptions', result: { imported: 0, warnings: 1, errors: 1 } }),
    ];
    expect(allFindings(judge(...children))).toEqual([]);
  });

  it('must name its packages, by job or by id', async () => {
    const id = await imported(sim, api, 'job-1', rows(newMember));
    expect(sentences(judge().orphans)).toEqual([`Package ${id} of job job-1 was accepted, and no flow names it.`]);
    expect(judge(dues({ verdict: 'completed' }, 'jo')).orphans).toHaveLength(1);
    expect(judge(onePackage(2, { verdict: 'completed' })).orphans).toHaveLength(1);
    expect(judge(onePackage(1, { verdict: 'completed' })).orphans).toEqual([]);
    const byId = { verdict: 'completed', ids: { packageId: String(id) } };
    expect(judge(dues(byId, 'other')).orphans).toEqual([]);
    const bySteps = { verdict: 'completed', steps: [{ name: 'import package', ids: { packageId: id } }] };
    expect(judge(dues(bySteps, 'other')).orphans).toEqual([]);
  });

  it('of a job whose name another job begins with is told apart', async () => {
    await imported(sim, api, 'job-1-1', rows(newMember));
    expect(judge(dues({ verdict: 'completed' }, 'job')).orphans).toHaveLength(1);
    expect(judge(dues({ verdict: 'completed' }, 'job-1')).orphans).toEqual([]);
  });

  it.each([
    ['too many', counts(3), 'says 3 rows were imported, the ledger 2'],
    ['too few', counts(1), 'says 1 rows were imported and 0 unknown, the ledger 2'],
    ['no refusal', counts(2), 'says 0 rows were refused, the ledger 1'],
  ])('that counts %s says a false word', async (_what, result, sentence) => {
    await imported(sim, api, 'job-1', rows(newMember, nonMember, 'nobody'));
    expect(sentences(judge(dues({ verdict: 'completed', result })).falseWords).join(' ')).toContain(sentence);
  });

  it('may call unknown what was imported', async () => {
    await imported(sim, api, 'job-1', rows(newMember, nonMember));
    const honest = dues({ verdict: 'completed-with-exceptions', result: counts(1, { unknown: 1 }) });
    expect(allFindings(judge(honest))).toEqual([]);
  });

  it('that denies what was imported says a false word', async () => {
    await imported(sim, api, 'job-1', rows(newMember, nonMember));
    for (const verdict of ['rejected', 'compensated', 'cancelled']) {
      expect(sentences(judge(dues({ verdict })).falseWords)).toEqual([
        expect.stringContaining('denies 2 imported rows'),
      ]);
    }
    const cancelled = dues({ verdict: 'cancelled', result: counts(2) });
    expect(judge(cancelled).falseWords).toEqual([]);
  });
});

describe('duplicates', () => {
  it('finds a job id that was accepted twice and its rows', async () => {
    await imported(sim, api, 'job-1', rows(newMember));
    await imported(sim, api, 'job-1', rows(newMember));
    const found = sentences(judge(dues({ verdict: 'completed' })).duplicates).join(' ');
    expect(found).toContain('Packages with the job id job-1 were accepted twice.');
    expect(found).toContain('The row of party 12345, REG from 2026-01-01, was imported twice.');
    expect(found).toContain('paid twice with reference "R-12345"');
  });

  it('takes a row of another import that says something else for a correction', async () => {
    const plain = { partyId: newMember, payment: null };
    await imported(sim, api, 'job-1', [plain]);
    await imported(sim, api, 'fix-1', [{ ...plain, paidThru: '2026-06-30' }]);
    const flows = [dues({ verdict: 'completed' }), dues({ verdict: 'completed' }, 'fix')];
    expect(judge(...flows).duplicates).toEqual([]);
    await imported(sim, api, 'fix-2', [plain]);
    expect(judge(...flows).duplicates).not.toEqual([]);
  });
});

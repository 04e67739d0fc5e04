import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { openBench, type Bench } from '../setup/bench.js';
import { allFindings, type Fault } from '../simulator/index.js';
import type { Report } from '../../workflows/contracts/report.js';
import { importsOf, ledgerOf, linesOf, parkedSoon, readyFile, row, rowsOf, type Imports, type TestRow } from './import-rows.js';

let bench: Bench;
let imports: Imports;
beforeAll(async () => {
  bench = await openBench();
  imports = importsOf(bench);
});
afterAll(async () => {
  expect(bench.sim.defects).toEqual([]);
  await bench.close();
});

const accepted = (report: Report) => ledgerOf(bench, report, 'import.accepted');
const applied = (report: Report) => ledgerOf(bench, report, 'import.applied');
const fault = (rows: TestRow[], kind: Fault, operation = 'ImportPackage') =>
  bench.sim.faults.add({ operation, contains: rows[0]!.partyId }, kind);

describe('a package that is refused', () => {
  test('its rows were not sent, and say why', async () => {
    const rows = rowsOf(bench, 2);
    fault(rows, { kind: 'validation-400', message: 'Nothing of that kind.' });
    const report = await imports.run(rows);
    expect(report).toMatchObject({
      verdict: 'completed-with-exceptions',
      result: { imported: 0, notSent: 2, unknown: 0 },
    });
    expect((await linesOf(report))[0]).toMatchObject({
      status: 'not-sent',
      message: expect.stringContaining('Nothing of that kind'),
    });
    expect(accepted(report)).toEqual([]);
  });

  test('missing rights park it; retry sends it, once', async () => {
    const rows = rowsOf(bench, 2);
    fault(rows, { kind: '403' });
    const { firstPackage, ended } = await imports.start(rows);
    expect((await parkedSoon(bench, firstPackage)).parked).toMatchObject({ step: 'import package' });
    await bench.decide(firstPackage, 'retry', {});
    const report = await ended();
    expect(report).toMatchObject({ verdict: 'completed', result: { imported: 2 } });
    expect(accepted(report)).toHaveLength(1);
  });
});

test('a package that was left before anything of it was sent claims no row as imported', async () => {
  const rows = rowsOf(bench, 2);
  bench.sim.world.putSubscription({ ...rows[1]!, itemId: 'REG', paymentAmount: '95.00' });
  fault(rows, { kind: '403' });
  const { firstPackage, ended } = await imports.start(rows);
  await parkedSoon(bench, firstPackage);
  await bench.decide(firstPackage, 'skip', {});
  expect(await ended()).toMatchObject({
    verdict: 'completed-with-exceptions',
    result: { imported: 0, alreadyDone: 1, unknown: 1 },
  });
});

test('results that would replace the file, or a file of somebody, are a fault of the input', async () => {
  const rows = rowsOf(bench, 2);
  const { input } = await readyFile(bench, rows);
  const before = await readFile(input.file!, 'utf8');
  const other = join(bench.dataDir, 'people.csv');
  await writeFile(other, before);
  for (const [resultsFile, why] of [
    [input.file!, 'is the file that is imported'],
    [other, 'exists and is no results file'],
  ] as const) {
    const report = await bench.run('importDues', { ...input, resultsFile });
    expect(report).toMatchObject({
      verdict: 'rejected',
      cause: { type: 'InvalidInput', message: expect.stringContaining(`resultsFile: ${why}`) },
    });
    expect(await readFile(resultsFile, 'utf8')).toBe(before);
  }
  const report = await bench.run('importDues', input);
  imports.cases.push({ report, input });
  expect(report).toMatchObject({ verdict: 'completed', result: { imported: 2 } });
});

describe('a package that iMIS does not work off', () => {
  const stop = async (rows: TestRow[], act: (packageId: number) => void): Promise<Report> => {
    bench.sim.switches.importQueueMs = 400;
    bench.sim.onHit({ operation: 'ImportPackage', contains: rows[0]!.partyId }, 'after', () => {
      const { packageId } = bench.sim.ledger.filter(({ kind }) => kind === 'import.accepted').at(-1)!;
      act(packageId!);
    });
    return await imports.run(rows).finally(() => (bench.sim.switches.importQueueMs = 20));
  };

  test('Failed: the rows that stand were imported, the others have an error', async () => {
    const rows = rowsOf(bench, 4);
    const report = await stop(rows, (packageId) => bench.sim.staff.failPackage(packageId, { afterParties: 1 }));
    expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 1, errors: 3 } });
    expect((await linesOf(report))[3]).toMatchObject({ status: 'error', message: expect.stringContaining('Failed') });
    expect(applied(report)).toHaveLength(1);
  });

  test('Canceled: none was imported', async () => {
    const rows = rowsOf(bench, 2);
    const report = await stop(rows, (packageId) => bench.sim.staff.cancelPackage(packageId));
    expect(report).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 0, errors: 2 } });
    expect(applied(report)).toEqual([]);
  });

  const heldUp = async (rows: TestRow[]) => {
    bench.tenant.pollPatienceMs = 300;
    bench.sim.switches.importsHeld = true;
    const started = await imports.start(rows);
    return { ...started, report: await parkedSoon(bench, started.firstPackage) };
  };
  const goOn = (): void => {
    bench.tenant.pollPatienceMs = 20_000;
    bench.sim.switches.importsHeld = false;
  };
  afterEach(goOn);

  test('one that takes longer than patience parks with its last status; retry waits on', async () => {
    const { report, firstPackage, ended } = await heldUp(rowsOf(bench, 1));
    expect(report.parked).toMatchObject({
      step: 'follow package',
      why: expect.stringContaining('AwaitProcessing'),
      verbs: ['retry', 'skip', 'markDone'],
    });
    goOn();
    await bench.decide(firstPackage, 'retry', {});
    expect(await ended()).toMatchObject({ verdict: 'completed', result: { imported: 1 } });
  });

  test('one whose end a person does not wait for leaves rows of which nobody knows', async () => {
    const { firstPackage, ended } = await heldUp(rowsOf(bench, 1));
    await bench.decide(firstPackage, 'skip', {});
    expect(await ended()).toMatchObject({ verdict: 'completed-with-exceptions', result: { imported: 0, unknown: 1 } });
  });

  test('results that cannot be read at first are read again', async () => {
    const rows = [row('NOBODY'), ...rowsOf(bench, 1)];
    bench.sim.faults.add({ operation: 'GetPackageResults', times: 2 }, { kind: '500-before' });
    expect(await imports.run(rows)).toMatchObject({ result: { imported: 1, errors: 1 } });
  });
});

test('the records agree with every report of these tests', async () => {
  expect(imports.cases.length).toBeGreaterThan(6);
  expect(allFindings(await bench.sim.judge(imports.cases))).toEqual([]);
});

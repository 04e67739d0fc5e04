import { createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import { stageImport } from '../../../activities/imports/stage.js';
import { source, useFolder } from './support.js';

const place = useFolder();
const ROWS = 120_000;
const MB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

async function writeRows(file: string): Promise<void> {
  const stream = createWriteStream(file);
  stream.write(
    'PartyId,ProductCode,TransactionDate,BillBeginDate,BillThruDate,BilledAmount,PaidAmount,PaymentMethodId\n',
  );
  for (let n = 0; n < ROWS; n += 1000) {
    const lines = Array.from(
      { length: 1000 },
      (_, index) => `${n + index},REG,2026-01-02,2026-01-01,2026-12-31,95.00,95.00,CASH\n`,
    );
    if (!stream.write(lines.join(''))) await once(stream, 'drain');
  }
  stream.end();
  await once(stream, 'finish');
}

test('a hundred and twenty thousand rows need no more memory than twenty thousand', async () => {
  const file = place.path('many.csv');
  await writeRows(file);
  const used: number[] = [];
  let seen = 0;
  const measure = (rows: number) => {
    const step = Math.floor(rows / 20_000);
    if (step === seen) return;
    seen = step;
    collect();
    used.push(process.memoryUsage().heapUsed);
  };
  const manifest = await stageImport(source({ file }), place.data, { onProgress: measure });
  collect();
  used.push(process.memoryUsage().heapUsed);
  expect(manifest).toMatchObject({ good: ROWS, packages: 1200, totals: { billed: '11400000.00' } });
  expect(used.length).toBeGreaterThanOrEqual(6);
  // The rows as objects would take some 60 MB; up to 4 million characters of keys wait in memory for the disk.
  expect(Math.max(...used) - used[0]!).toBeLessThan(24 * MB);
}, 300_000);

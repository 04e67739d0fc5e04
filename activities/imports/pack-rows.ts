/** The passes after the first: duplicates are sorted out, the rows that are left go into packages. */
import { mkdir, writeFile } from 'node:fs/promises';
import { Decimal } from 'decimal.js';
import { Bits } from './bits.js';
import type { DuplicateSearch } from './duplicates.js';
import { readJsonLines } from './lines-in.js';
import { type Package, Packer } from './packages.js';
import { FILE_MODE, FOLDER_MODE, packageFile, packagesFolder } from './paths.js';
import type { ProblemBook } from './problem-book.js';
import type { Row } from './row.js';

/** Numbers of the rows that are one of several, among the good ones. */
export async function sortOutDuplicates(
  duplicates: DuplicateSearch,
  problems: ProblemBook,
  beat: () => Promise<void>,
): Promise<Bits> {
  const several = new Bits();
  for await (const { ordinal, line, fault, other, ids } of duplicates.find(beat)) {
    several.add(ordinal);
    const same = { column: 'partyId, productCode and billBegin', message: `are those of line ${other}; keep one of the rows` };
    const earlier = { column: 'billBegin', message: `is of an earlier term than line ${other}; put the terms of a party in order` };
    await problems.add({ line, ...(fault === 'same' ? same : earlier), ...ids });
  }
  return several;
}

export interface Packed {
  packages: number;
  totals: { billed: string; paid: string };
}

/** Writes the rows of a file, but for those left out, as packages into `folder`. */
export async function packRows(
  rowsFile: string,
  leftOut: Bits,
  folder: string,
  beat: () => Promise<void>,
): Promise<Packed> {
  await mkdir(packagesFolder(folder), { mode: FOLDER_MODE });
  let packages = 0;
  const write = async (closed: Iterable<Package>) => {
    for (const one of closed) {
      packages = one.n;
      await writeFile(packageFile(folder, one.n), JSON.stringify(one), { mode: FILE_MODE });
    }
  };
  const packer = new Packer();
  let billed = new Decimal(0);
  let paid = new Decimal(0);
  let ordinal = 0;
  for await (const row of readJsonLines<Row>(rowsFile)) {
    await beat();
    const isLeftOut = leftOut.has(ordinal);
    ordinal += 1;
    if (isLeftOut) continue;
    billed = billed.plus(row.billedAmount);
    paid = paid.plus(row.paidAmount);
    await write(packer.add(row));
  }
  await write(packer.end());
  return { packages, totals: { billed: billed.toFixed(2), paid: paid.toFixed(2) } };
}

/** The example file: a thousand rows of dues as another system would hand them over, some of them wrong. */
import { writeFile } from 'node:fs/promises';
import { endOf, MEMBERS, thisYear } from './association.js';

interface Row {
  partyId: string;
  productCode: string;
  transactionDate: string;
  billBegin: string;
  billThrough: string;
  paidThru: string;
  billedAmount: string;
  paidAmount: string;
  paymentMethodId: string;
  paymentReference: string;
}

/** By line of the file. Found when the file is read. */
const BAD: Record<number, Partial<Row>> = {
  120: { billedAmount: 'ninety-five' },
  437: { billThrough: endOf.lastYear },
  801: { paidAmount: '950.00' },
};

/** By line of the file. They look right; only iMIS can tell that there is no such record. */
const REFUSED: Record<number, Partial<Row>> = {
  58: { partyId: '99058' },
  333: { productCode: 'RGE' },
  612: { partyId: '99612' },
  905: { paymentMethodId: 'CHEQUE' },
};

const WRONG = { ...BAD, ...REFUSED };

export const FIGURES = {
  rows: MEMBERS.imported.length,
  bad: Object.keys(BAD).length,
  refused: Object.keys(REFUSED).length,
  wrong: Object.keys(WRONG).length,
} as const;

const SEED = 20;

/** The same seed, the same file (mulberry32). Numbers in [0, 1). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Rows as they should be. One member in ten has not paid yet. */
function rightRows(): Row[] {
  const next = random(SEED);
  return MEMBERS.imported.map((partyId, index) => {
    const line = index + 2;
    const paid = next() < 0.9 || line in WRONG;
    const method = next() < 0.5 ? 'CHECK' : 'CASH';
    return {
      ...{ partyId, productCode: 'REG', transactionDate: thisYear.replace(/01$/, '05') },
      ...{ billBegin: thisYear, billThrough: endOf.thisYear, paidThru: paid ? endOf.thisYear : '' },
      ...{ billedAmount: '95.00', paidAmount: paid ? '95.00' : '0' },
      ...{ paymentMethodId: paid ? method : '', paymentReference: paid ? `RCPT-${line}` : '' },
    };
  });
}

const cells = (row: Row): string => Object.values(row).join(',');

export async function writeDuesFile(file: string): Promise<void> {
  const rows = rightRows();
  const lines = rows.map((row, index) => cells({ ...row, ...WRONG[index + 2] }));
  await writeFile(file, `${[Object.keys(rows[0]!).join(','), ...lines].join('\n')}\n`);
}

/** A correcting file with the mistakes put right, as a person would do it. */
export function mended(correcting: string): string {
  const rows = rightRows();
  return Object.entries(WRONG).reduce((text, [line, wrong]) => {
    const right = rows[Number(line) - 2]!;
    return text.replace(cells({ ...right, ...wrong }), cells(right));
  }, correcting);
}

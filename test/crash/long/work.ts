/** The input of a case: its file of dues, or its members, and what must stand when it is done. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InputOf } from '../../../workflows/contracts/inputs.js';
import type { LongCase } from './cases.js';
import { FIRST_MEMBER, type LongLane } from './lane.js';

const year = new Date().getUTCFullYear();

export const memberId = (n: number): string => String(FIRST_MEMBER + n);

export interface Given {
  input: InputOf<'importDues'> | InputOf<'runRenewals'>;
  resultsFile: string;
  /** Column of the results file, and each value that it must hold once. */
  once: { column: string; values: string[] };
}

export const given = (lane: LongLane, one: LongCase): Given => (one.flow === 'importDues' ? duesOf(lane, one) : renewalsOf(lane, one));

const HEADER = 'partyId,productCode,transactionDate,billBegin,billThrough,paidThru,billedAmount,paidAmount,paymentMethodId,paymentReference,paymentAmount';

/** Good rows first; the others are of one party, product and term, so that none of them is good. */
function duesOf({ folder, tenant }: LongLane, { good, bad }: LongCase): Given {
  const file = join(folder, 'dues.csv');
  const resultsFile = join(folder, 'results.csv');
  const row = (n: number, partyId: string): string =>
    `${partyId},REG,${year}-01-05,${year}-01-01,${year}-12-31,${year}-12-31,95.00,95.00,CHECK,L-${n},95.00`;
  const rows = [
    ...Array.from({ length: good }, (_, n) => row(n, memberId(n))),
    ...Array.from({ length: bad }, (_, n) => row(good + n, memberId(good))),
  ];
  writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
  const values = rows.map((_, index) => String(index + 2));
  return { input: { tenant: tenant.name, file, onBadRow: 'skip-row', resultsFile }, resultsFile, once: { column: 'line', values } };
}

function renewalsOf({ folder, tenant }: LongLane, { good }: LongCase): Given {
  const partyIds = Array.from({ length: good }, (_, n) => memberId(n));
  const resultsFile = join(folder, 'results.csv');
  const input: InputOf<'runRenewals'> = {
    tenant: tenant.name,
    billingCycleId: 'Regular Membership Fees',
    effectiveDate: `${year}-01-01`,
    mode: 'individual',
    window: 4,
    partyIds,
    resultsFile,
  };
  return { input, resultsFile, once: { column: 'partyId', values: partyIds } };
}

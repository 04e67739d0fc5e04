/**
 * Names of columns. A column means a member of a row when its name is that member's name here (`billBegin`) or the
 * vendor's (`BillBeginDate`; facts 3, DuesImportPackagePartyData), compared without regard to case, white space, `_`,
 * `-` and a byte order mark. A mapping goes before this rule. The columns `error`, `status`, `message` and `line`,
 * which our own files add, are ignored. Any other column is a fault of the file: data must not get lost unseen.
 */

export const COLUMNS = [
  'partyId',
  'billToPartyId',
  'externalId',
  'productCode',
  'transactionDate',
  'billBegin',
  'billThrough',
  'paidThru',
  'billedAmount',
  'paidAmount',
  'copies',
  'paymentMethodId',
  'paymentReference',
  'paymentAmount',
  'batchId',
] as const;

export type Column = (typeof COLUMNS)[number];

export const MANDATORY: readonly Column[] = [
  'partyId',
  'productCode',
  'transactionDate',
  'billBegin',
  'billThrough',
  'billedAmount',
  'paidAmount',
];

/** Names in the vendor's contract that differ from ours in more than case. `Amount` is the payment's. */
const VENDOR: Readonly<Record<string, Column>> = {
  BillToId: 'billToPartyId',
  BillBeginDate: 'billBegin',
  BillThruDate: 'billThrough',
  PaidThruDate: 'paidThru',
  Amount: 'paymentAmount',
};

export type Meaning = Column | 'ignored';

/** A name as it is compared. */
export const plain = (name: string): string => name.replace(/[\s_\uFEFF-]/g, '').toLowerCase();

const meanings = new Map<string, Column>([
  ...COLUMNS.map((column) => [plain(column), column] as const),
  ...Object.entries(VENDOR).map(([name, column]) => [plain(name), column] as const),
]);

const OURS = new Set(['error', 'status', 'message', 'line']);

/** The member that a name stands for by the rule alone. */
export const columnNamed = (name: string): Column | undefined => meanings.get(plain(name));

/** What a column of the source means, or undefined when nobody can say. */
export function meaningOf(name: string, mapped: ReadonlyMap<string, Meaning>): Meaning | undefined {
  const key = plain(name);
  return mapped.get(key) ?? meanings.get(key) ?? (OURS.has(key) ? 'ignored' : undefined);
}

/** Who and what the scenes speak of, beside the named parties of test/simulator/README.md. */

const year = new Date().getUTCFullYear();
export const thisYear = `${year}-01-01`;
export const nextYear = `${year + 1}-01-01`;
export const endOf = { lastYear: `${year - 1}-12-31`, thisYear: `${year}-12-31` } as const;
/** A day on which the period before this one was billed. */
export const lastDecember = `${year - 1}-12-01`;

/** Billing cycle of the membership dues. */
export const REGULAR = 'Regular Membership Fees';
/** Another one, with the journal in it. */
export const ANNIVERSARY = 'Anniversary Membership Fees';
/** What is sold beside the dues. */
export const NON_DUES = 'Non-Member Subscriptions';

/** Plain members whose dues were paid until the end of last year; the simulator numbers them from here. */
const FIRST = 50_001;
const ids = (from: number, count: number): string[] =>
  Array.from({ length: count }, (_, index) => String(FIRST + from + index));

export const MEMBERS = {
  /** Their dues were kept elsewhere, and come by a file. */
  imported: ids(0, 1000),
  /** They are renewed one by one. */
  renewed: ids(1000, 58),
  /** This one is renewed alone. */
  single: ids(1058, 1)[0]!,
  count: 1059,
} as const;

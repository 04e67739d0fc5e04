import { Decimal } from 'decimal.js';
import { addDays, termEnd } from '../../wire/dates.js';
import type { Store } from '../../world/store.js';
import type { YmMember, YmMembership, YmPromoCode } from '../model.js';
import { serverToday } from '../time.js';
import { makeDues } from './invoices.js';

/** The named members; README has the table. */
export const ymNamed = {
  /** Member until the end of the year. */
  member: 900001,
  /** Membership ended last year. */
  expired: 900002,
  /** Has an open invoice, and the membership allows one only. */
  debtor: 900003,
  /** Its open invoice awaits the stored card. */
  autoPayer: 900004,
  /** Has an open invoice; the membership allows several. */
  severalInvoices: 900005,
  /** Nothing was ever paid. */
  newMember: 900006,
} as const;

/** The named memberships. */
export const ymMemberships = { regular: 101, chapter: 102, student: 103, prorated: 104, free: 105 } as const;

const memberships = (): YmMembership[] => {
  const plain = { proRatedDues: false, proRateFactor: 1, allowMultipleOpenInvoices: false, termMonths: 12, rules: [], modifiers: [] };
  const newsletter = { id: 11, name: 'Printed newsletter', description: 'By post', amount: '15.00' };
  const foundation = { id: 12, name: 'Foundation gift', description: 'A voluntary gift', amount: '25.00' };
  const local = { id: 21, name: 'Local section', description: 'Every member belongs to one', amount: '30.00', required: true };
  const journal = { id: 22, name: 'Journal', description: 'Four issues', amount: '40.00', required: false };
  return [
    { ...plain, id: 101, code: 'REG', name: 'Regular Member', duesAmount: '120.00', rules: [newsletter, foundation] },
    { ...plain, id: 102, code: 'SEC', name: 'Section Member', duesAmount: '80.00', modifiers: [local, journal] },
    { ...plain, id: 103, code: 'STU', name: 'Student Member', duesAmount: '45.50', allowMultipleOpenInvoices: true },
    { ...plain, id: 104, code: 'PRO', name: 'Prorated Member', duesAmount: '120.00', proRatedDues: true, proRateFactor: 0.5 },
    { ...plain, id: 105, code: 'HON', name: 'Honorary Member', duesAmount: '0.00' },
  ];
};

/** Fills an empty store with the association in YourMembership; the year is the present one. */
export function seedYm(store: Store): void {
  const { ym, switches } = store;
  const today = serverToday(switches);
  const year = Number(today.slice(0, 4));
  const member = (id: number, expires: string | undefined, more: Partial<YmMember> = {}): void => {
    const name = { firstName: 'Member', lastName: `No${id}`, email: `member${id}@example.org` };
    ym.members.put(String(id), {
      id,
      ...name,
      isMember: true,
      membershipId: ymMemberships.regular,
      ...(expires === undefined ? {} : { expires }),
      awaitingAutoBill: false,
      ...more,
    });
  };
  for (const one of memberships()) ym.memberships.put(String(one.id), one);
  const endOfYear = `${year}-12-31`;
  member(ymNamed.member, endOfYear);
  member(ymNamed.expired, `${year - 1}-12-31`, { isMember: false });
  member(ymNamed.debtor, endOfYear);
  member(ymNamed.autoPayer, endOfYear, { awaitingAutoBill: true });
  member(ymNamed.severalInvoices, endOfYear, { membershipId: ymMemberships.student });
  member(ymNamed.newMember, undefined, { isMember: false });

  const promo = (id: number, code: string, more: Partial<YmPromoCode>): void => {
    const base = { id, membershipId: ymMemberships.regular, code, friendlyName: code, start: `${year - 2}-01-01`, onePerUser: false };
    ym.promoCodes.put(String(id), { ...base, ...more });
  };
  promo(1, 'SAVE20', { flatDiscount: '20.00', expires: termEnd(today, 12) });
  promo(2, 'TENTH', { percentDiscount: 10 });
  promo(3, 'LAPSED', { flatDiscount: '50.00', expires: addDays(today, -30) });
  promo(4, 'ONCE', { flatDiscount: '5.00', onePerUser: true });

  const open = (memberId: number, membershipId: number, amount: string): void => {
    const lines = [{ type: 'Dues' as const, description: 'Renewal', amount, quantity: 1 }];
    makeDues(store, { user: 'seed' }, { memberId, membershipId, total: new Decimal(amount), lines });
  };
  open(ymNamed.debtor, ymMemberships.regular, '120.00');
  open(ymNamed.autoPayer, ymMemberships.regular, '120.00');
  open(ymNamed.severalInvoices, ymMemberships.student, '45.50');
}

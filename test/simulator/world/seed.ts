import { addDays, termEnd, today } from '../wire/dates.js';
import { seedCatalog } from './catalog.js';
import { listInvoices } from './invoices.js';
import { takePayment } from './payments.js';
import { seeded, uuid } from './random.js';
import { seedNewcomers } from './seed-newcomers.js';
import type { Store } from './store.js';
import { World } from './world.js';

/** The named parties that examples and tests speak of; README has the table. */
export const named = {
  /** Member without chapter and without any subscription. */
  newMember: '12345',
  /** Member since years: chapter EAST, REG paid for this year, JOUR of last year. */
  longMember: '23215',
  nonMember: '23216',
  /** Customer type STAFF: not billable, so contact dates do not move. */
  staffMember: '23217',
  /** Company that pays for the two colleagues on one bill. */
  company: '23218',
  colleagueOne: '23219',
  colleagueTwo: '23220',
  /** Open REG invoice. */
  debtor: '23221',
  /** REG invoice with a pending payment that covers it. */
  pendingPayer: '23222',
  /** REG invoice that AutoPay will pay. */
  autoPayer: '23223',
  /** Chapter WEST, membership of EAST that was left years ago. */
  mover: '23224',
} as const;

const firstNames = ['Ada', 'Bela', 'Carla', 'Dario', 'Edith', 'Farid', 'Gerda', 'Hugo', 'Ines', 'Jonas', 'Kaya', 'Lev'];
const lastNames = [
  'Abel',
  'Brandt',
  'Castro',
  'Dubois',
  'Ekman',
  'Fischer',
  'Gruber',
  'Haas',
  'Ibsen',
  'Jansen',
  'Klee',
];
const cities = ['Austin', 'Boston', 'Denver', 'Portland', 'Richmond', 'Salem'];

/**
 * Fills an empty store with the association of this seed; the year is the present one. `others` are made-up parties of
 * all kinds, `members` plain ones whose dues were paid until the end of last year.
 */
export function seedWorld(store: Store, seed: number, others: number, members = 0): void {
  const random = seeded(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const world = new World(store);
  const year = Number(today().slice(0, 4));
  const firstDay = `${year}-01-01`;
  const lastYear = `${year - 1}-01-01`;
  seedCatalog(store);

  const person = (partyId: string, customerType = 'M'): void => {
    const firstName = pick(firstNames);
    const lastName = pick(lastNames);
    world.addParty({
      partyId,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email: `party${partyId}@example.org`,
      city: pick(cities),
      customerType,
      uniformId: uuid(random),
      ...(customerType === 'M' ? { joinDate: `${year - 4}-03-01` } : {}),
    });
  };
  for (const [role, partyId] of Object.entries(named)) {
    if (role === 'company') {
      const name = 'Harbor Works';
      world.addParty({
        partyId,
        kind: 'organization',
        name,
        customerType: 'CM',
        city: pick(cities),
        uniformId: uuid(random),
      });
    } else person(partyId, role === 'nonMember' ? 'NM' : role === 'staffMember' ? 'STAFF' : 'M');
  }

  const pay = (billTo: string, reference: string): void => {
    const open = listInvoices(store, billTo).filter((one) => one.balance.minus(one.pending).gt(0));
    for (const invoice of open) {
      const amount = invoice.balance;
      const order = {
        payor: billTo,
        amount,
        methodId: 'CHECK',
        reference,
        date: firstDay,
        currency: store.switches.currency,
      };
      takePayment(store, { user: 'seed' }, { ...order, invoiceIds: [invoice.invoiceId], card: false });
    }
  };
  const bill = (partyId: string, itemId: string, beginDate: string, billToPartyId = partyId): void => {
    world.addSubscription({ partyId, itemId, beginDate, billToPartyId, billDate: addDays(beginDate, -30) });
  };

  world.addGroupMember(named.longMember, 'CHAPT/EAST', `${year - 4}-03-01`);
  bill(named.longMember, 'JOUR', lastYear);
  pay(named.longMember, `CHK-${year - 1}`);
  bill(named.longMember, 'REG', firstDay);
  pay(named.longMember, `CHK-${year}`);

  world.addGroupMember(named.mover, 'CHAPT/WEST', `${year - 2}-06-01`);
  store.groupMembers.put(`CHAPT/EAST:${named.mover}`, {
    groupId: 'CHAPT/EAST',
    partyId: named.mover,
    joinDate: `${year - 5}-01-01`,
    dropDate: `${year - 3}-12-31`,
    isActive: false,
    details: [],
  });

  bill(named.company, 'CORP', firstDay);
  bill(named.colleagueOne, 'JOUR', firstDay, named.company);
  bill(named.colleagueTwo, 'JOUR', firstDay, named.company);
  bill(named.debtor, 'REG', firstDay);
  bill(named.autoPayer, 'REG', firstDay);
  for (const invoice of listInvoices(store, named.autoPayer)) world.setAutoPay(invoice.invoiceId, 'AP-4711');
  bill(named.pendingPayer, 'REG', firstDay);
  const posting = store.switches.paymentsPending;
  store.switches.paymentsPending = true;
  pay(named.pendingPayer, 'CHK-PENDING');
  store.switches.paymentsPending = posting;

  for (let i = 0; i < others; i++) {
    const partyId = String(24001 + i);
    person(partyId, random() < 0.75 ? 'M' : 'NM');
    if (random() < 0.5) world.addGroupMember(partyId, `CHAPT/${pick(['EAST', 'WEST', 'NORTH'])}`, `${year - 2}-01-01`);
    if (random() < 0.6) {
      bill(partyId, 'REG', random() < 0.5 ? firstDay : lastYear);
      if (random() < 0.7) pay(partyId, `CHK-${partyId}`);
    }
  }
  // A row of an earlier term, as data from before an upgrade has it: paid, no invoice any more.
  const earlier = { billBegin: lastYear, billThrough: termEnd(lastYear, 12), paidThru: termEnd(lastYear, 12) };
  world.putSubscription({ partyId: named.mover, itemId: 'REG', ...earlier });
  seedNewcomers(store, seed, year);
  if (members > 0) world.addMembers(members);
}

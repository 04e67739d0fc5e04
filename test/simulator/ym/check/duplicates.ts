import { Decimal } from 'decimal.js';
import type { Scene } from '../../check/effects.js';
import type { Finding } from '../../check/types.js';
import type { YmInvoiceSnapshot } from '../world/snapshot.js';
import { askersOf, entriesOf, ourInvoices, ourPayments } from './claims.js';

const finding = (sentence: string, ledgerSeq: number[]): Finding => ({ kind: 'duplicate', sentence, ledgerSeq });

function grouped(invoices: YmInvoiceSnapshot[], by: (one: YmInvoiceSnapshot) => string): YmInvoiceSnapshot[][] {
  const groups = new Map<string, YmInvoiceSnapshot[]>();
  for (const one of invoices) groups.set(by(one), [...(groups.get(by(one)) ?? []), one]);
  return [...groups.values()];
}

/** More invoices for one term of a member than were asked for, or two with the same texts. */
function madeTwice(scene: Scene): Finding[] {
  const terms = grouped(ourInvoices(scene), (one) => `${one.memberId}|${one.membershipId}|${one.expiryBefore ?? ''}`);
  return terms.flatMap((invoices) => {
    const [first] = invoices;
    if (!first || invoices.length < 2) return [];
    const periods = new Set(askersOf(scene, first).map((one) => one.period)).size;
    const tooMany = periods > 0 && invoices.length > periods;
    const marked = invoices.filter((one) => one.comment !== '' || one.description !== '');
    const alike = grouped(marked, (one) => `${one.comment}|${one.description}`).find((some) => some.length > 1);
    const twice = tooMany ? invoices : alike;
    if (!twice) return [];
    const numbers = twice.map((one) => one.number).join(' and ');
    const sentence = `Member ${first.memberId} was billed membership ${first.membershipId} more than once, by invoices ${numbers}.`;
    return [finding(sentence, twice.flatMap((one) => entriesOf(scene, 'ym.dues', one.number)))];
  });
}

/** An invoice made beside one that was open before, where the membership allows one only. */
function besideOpen(scene: Scene): Finding[] {
  return ourInvoices(scene).flatMap((made) => {
    if (scene.after.ym.memberships[made.membershipId]?.allowMultipleOpenInvoices) return [];
    const open = Object.values(scene.before.ym.invoices).find((one) => {
      const closedOn = scene.after.ym.invoices[one.number]?.closedOn;
      const stood = one.closedOn === undefined && (closedOn === undefined || closedOn > made.createdOn);
      return stood && one.memberId === made.memberId && one.membershipId === made.membershipId;
    });
    if (!open) return [];
    const sentence = `Invoice ${made.number} was made for member ${made.memberId} though invoice ${open.number} was open.`;
    return [finding(sentence, entriesOf(scene, 'ym.dues', made.number))];
  });
}

/** An invoice paid twice with one reference, or more than it owed. */
function paidTwice(scene: Scene): Finding[] {
  const numbers = new Set(ourPayments(scene).map((one) => one.invoiceNumber));
  return [...numbers].flatMap((number) => {
    const references = ourPayments(scene).flatMap((one) => (one.invoiceNumber === number ? [one.reference] : []));
    const again = references.find((one, index) => references.indexOf(one) < index);
    const balance = new Decimal(scene.after.ym.invoices[number]?.balance ?? 0);
    if (again === undefined && balance.gte(0)) return [];
    const how = again === undefined ? `${balance.neg().toFixed(2)} too much` : `twice with the reference "${again}"`;
    return [finding(`Invoice ${number} was paid ${how}.`, entriesOf(scene, 'ym.payment', number))];
  });
}

/** What was made or paid twice in YourMembership. */
export const ymDuplicates = (scene: Scene): Finding[] => [...madeTwice(scene), ...besideOpen(scene), ...paidTwice(scene)];

import { seedCycles } from './cycles.js';
import type { Store } from './store.js';

/** Customer types, products, chapters, payment methods and billing cycles of the made-up association. */
export function seedCatalog(store: Store): void {
  for (const type of [
    { code: 'M', description: 'Regular Member', billable: true, member: true, primaryItem: 'REG' },
    { code: 'CM', description: 'Company Member', billable: true, member: true, primaryItem: 'CORP' },
    { code: 'NM', description: 'Non-Member', billable: false, member: false },
    { code: 'STAFF', description: 'Staff', billable: false, member: false, primaryItem: 'REG' },
  ]) {
    store.customerTypes.put(type.code, type);
  }
  const sub = { itemClass: 'SUB', className: 'Subscription', termMonths: 12 } as const;
  const dues = { itemClass: 'DUES', className: 'Dues', termMonths: 12 } as const;
  for (const product of [
    { ...dues, itemId: 'REG', name: 'Regular membership dues', price: '95.00', memberPrice: '95.00' },
    { ...dues, itemId: 'CORP', name: 'Company membership dues', price: '950.00', memberPrice: '950.00' },
    { ...sub, itemId: 'JOUR', name: 'Journal', price: '95.00', memberPrice: '65.00' },
    { ...sub, itemId: 'NEWS', name: 'Newsletter', price: '12.50', memberPrice: '9.99' },
    { ...sub, itemId: 'ATLAS', name: 'Atlas of the year', price: '40.00', memberPrice: '32.00', maximumQuantity: 10 },
    { ...sub, itemId: 'FREE', name: 'Member bulletin', price: '0.00', memberPrice: '0.00' },
  ]) {
    store.products.put(product.itemId, product);
  }
  for (const code of ['EAST', 'WEST', 'NORTH']) {
    const groupId = `CHAPT/${code}`;
    const name = `${code.charAt(0)}${code.slice(1).toLowerCase()} chapter`;
    store.groups.put(groupId, { groupId, name, groupClass: 'CHAPT' });
    store.products.put(groupId, {
      itemId: groupId,
      name,
      itemClass: 'CHAPT',
      className: 'Chapter',
      price: '20.00',
      memberPrice: '20.00',
      termMonths: 12,
    });
  }
  store.groups.put('COMMITTEE/AWARDS', {
    groupId: 'COMMITTEE/AWARDS',
    name: 'Awards committee',
    groupClass: 'COMMITTEE',
  });
  for (const method of [
    { methodId: 'CASH', paymentType: 'Cash', name: 'Main Checking Account' },
    { methodId: 'CHECK', paymentType: 'Check', name: 'Main Checking Account' },
    { methodId: 'VISA', paymentType: 'CreditCard', name: 'Visa' },
  ] as const) {
    store.paymentMethods.put(method.methodId, method);
  }
  seedCycles(store);
}

import { expect, test } from '@jest/globals';
import { businessKey, keyPolicy } from '../../workflows/contracts/keys.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';

const cash = { methodId: 'CASH', type: 'Cash' } as const;
const sale = { partyId: '12345', itemId: 'REG', beginDate: '2026-01-01' };
const pay = { partyId: '1', invoiceId: '8158', payment: cash };
const back = { partyId: '1', invoiceId: '8158', how: 'reverse', reason: 'returned' } as const;

const table: [FlowName, InputOf<FlowName>, string, 'once' | 'state'][] = [
  ['purchaseSubscription', sale, 'purchaseSubscription:default:12345:REG:2026-01-01', 'once'],
  ['purchaseSubscription', { ...sale, itemId: 'reg', tenant: 'north' }, 'purchaseSubscription:north:12345:REG:2026-01-01', 'once'],
  ['purchaseSubscription', { ...sale, occasion: 'second copy' }, 'purchaseSubscription:default:12345:REG:2026-01-01:second%20copy', 'once'],
  ['enrolMember', { ...sale, chapter: 'EAST', payment: cash }, 'enrolMember:default:12345:REG:2026-01-01', 'once'],
  ['payInvoice', pay, 'payInvoice:default:8158:full', 'state'],
  ['payInvoice', { ...pay, invoiceId: 'CASH:1:20261120-0' }, 'payInvoice:default:CASH:1:20261120-0:full', 'state'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: 20 } }, 'payInvoice:default:8158:part:20.00', 'once'],
  ['payInvoice', { ...pay, payment: { ...cash, amount: '20.0', reference: 'CHK-1' } }, 'payInvoice:default:8158:part:CHK-1', 'once'],
  ['payInvoice', { ...pay, lines: [{ lineId: 'b', amount: 2 }, { lineId: 'a', amount: '1' }] }, 'payInvoice:default:8158:part:a=1.00,b=2.00', 'once'],
  ['payInvoice', { partyId: '1', allOpen: true, payment: cash }, 'payInvoice:default:1:allOpen:-', 'state'],
  ['payInvoice', { partyId: '1', allOpen: true, payment: { ...cash, reference: 'CHK-9' } }, 'payInvoice:default:1:allOpen:CHK-9', 'once'],
  ['changeChapter', { partyId: '1', add: 'east' }, 'changeChapter:default:1:add:EAST', 'state'],
  ['changeChapter', { partyId: '1', add: 'CHAPT/EAST' }, 'changeChapter:default:1:add:EAST', 'state'],
  ['changeChapter', { partyId: '1', remove: 'EAST' }, 'changeChapter:default:1:remove:EAST', 'state'],
  ['reversePayment', back, 'reversePayment:default:8158:-', 'state'],
  ['reversePayment', { ...back, paymentReference: 'CHK-1' }, 'reversePayment:default:8158:CHK-1', 'state'],
  ['reversePayment', { ...back, how: 'refund', amount: 20 }, 'reversePayment:default:8158:-:part:20.00', 'once'],
  ['reversePayment', { ...back, how: 'refund', paymentId: '901', amount: '20.0', occasion: 'second' }, 'reversePayment:default:8158:901:part:20.00:second', 'once'],
  ['changeChapter', { partyId: '1', from: 'EAST', to: 'WEST' }, 'changeChapter:default:1:transfer:EAST:WEST', 'state'],
];

test.each(table)('%s %j is %s', (flow, input, key, policy) => {
  expect([businessKey(flow, input as never), keyPolicy(flow, input as never)]).toEqual([key, policy]);
});

test('the id of an import whose address was not read yet holds no signature and no log-in', () => {
  const key = (file: string) => businessKey('importDues', { file });
  const plain = 'importDues:default:unread:https://files.example.org/a/dues.csv';
  expect(key('https://files.example.org/a/dues.csv')).toBe(plain);
  expect(key('https://files.example.org/a/dues.csv?sig=s3cret&x=/y@z#part')).toBe(plain);
  expect(key('https://files.example.org/a/dues.csv#part?x')).toBe(plain);
  expect(key('https://kim:s3cret@files.example.org/a/dues.csv')).toBe(plain);
  // A path may hold either sign.
  expect(key('/data/dues #2?.csv')).toBe('importDues:default:unread:/data/dues%20%232%3F.csv');
});

test('payment, bill-to and amount of a sale are not part of the act', () => {
  const other = { ...sale, billToPartyId: '9', payment: { ...cash, maxAmount: '95' } };
  expect(businessKey('purchaseSubscription', other)).toBe(businessKey('purchaseSubscription', sale));
});

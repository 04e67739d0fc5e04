import { describe, expect, test } from '@jest/globals';
import { differences } from '../../workflows/contracts/differences.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import { mayStartAgain, startPlan, summaryOf } from '../../workflows/contracts/start.js';

const enrol: InputOf<'enrolMember'> = {
  partyId: '12345',
  itemId: 'REG',
  beginDate: '2026-01-01',
  chapter: 'EAST',
  payment: { methodId: 'CASH', type: 'Cash', maxAmount: '95' },
};

describe('startPlan', () => {
  test('has the business key as id, and ids alone in what a person sees', () => {
    expect(startPlan('enrolMember', { ...enrol, requestedBy: 'Somebody', reference: 'R-1' })).toEqual({
      workflowId: 'enrolMember:default:12345:REG:2026-01-01',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      staticSummary: 'Chapter EAST and subscription REG for party 12345',
      staticDetails: expect.not.stringMatching(/Somebody|R-1|95/),
      searchAttributes: [
        { name: 'Tenant', value: 'default' },
        { name: 'PartyId', value: '12345' },
      ],
    });
  });

  test('lets a state key be used again any time, and names the invoice when it is known', () => {
    const plan = startPlan('payInvoice', {
      partyId: '1',
      invoiceId: 'I-7',
      payment: { methodId: 'CASH', type: 'Cash' },
    });
    expect(plan.workflowIdReusePolicy).toBe('ALLOW_DUPLICATE');
    expect(plan.searchAttributes).toContainEqual({ name: 'InvoiceId', value: 'I-7' });
    expect(plan.staticSummary).toBe('Pay invoice I-7 of party 1');
  });

  test('keeps the summary within the 200 bytes of the server', () => {
    const summary = summaryOf('changeChapter', { partyId: '1', add: 'é'.repeat(100) });
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(200);
    expect(summary).not.toContain('\uFFFD');
  });
});

describe('differences', () => {
  const same = (name: string, a: object, b: object) => [name, a, b] as const;
  test.each([
    same('amounts are decimals', { payment: { maxAmount: '95' } }, { payment: { maxAmount: 95.0 } }),
    same('leading zeros', { payment: { maxAmount: '095.5' } }, { payment: { maxAmount: '95.50' } }),
    same('defaults', { onPaymentRefused: 'compensate', billToPartyId: '12345' }, {}),
    same('tenant', { tenant: 'default' }, {}),
    same('who asked', { requestedBy: 'a', reference: 'b' }, { requestedBy: 'c' }),
    same('spelling of codes', { itemId: 'reg', chapter: 'CHAPT/EAST' }, { itemId: 'REG', chapter: 'east' }),
    same('absent', { sourceCode: undefined }, {}),
  ])('none: %s', (_, a, b) => {
    expect(differences('enrolMember', { ...enrol, ...a }, { ...enrol, ...b })).toEqual([]);
  });

  test('names every member that differs', () => {
    const other = {
      ...enrol,
      chapter: 'WEST',
      billToPartyId: '9',
      payment: { methodId: 'CHK', type: 'Check', reference: '77' },
    };
    expect(differences('enrolMember', enrol, other)).toEqual([
      'billToPartyId',
      'chapter',
      'payment.maxAmount',
      'payment.methodId',
      'payment.reference',
      'payment.type',
    ]);
  });

  test('compares invoice lines without regard to their order, and the payer', () => {
    const pay = { partyId: '1', invoiceId: 'I', payment: { methodId: 'CASH', type: 'Cash', reference: 'x' } };
    const lines = (...amounts: (string | number)[]) => amounts.map((amount, at) => ({ lineId: `L${at}`, amount }));
    const [a, b] = [lines('1', '2.5'), lines(1, '2.50').reverse()];
    expect(differences('payInvoice', { ...pay, lines: a }, { ...pay, lines: b })).toEqual([]);
    expect(differences('payInvoice', { ...pay, lines: a }, { ...pay, partyId: '2', lines: lines('1', '3') })).toEqual([
      'lines',
      'partyId',
    ]);
  });
});

test('a once key is free again only after nothing was done or all was undone', () => {
  expect(['Rejected', 'Compensated', 'InvalidInput'].map(mayStartAgain)).toEqual([true, true, true]);
  expect(['PartlyCompensated', 'Other', undefined].map(mayStartAgain)).toEqual([false, false, false]);
});

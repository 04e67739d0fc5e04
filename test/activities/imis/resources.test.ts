/** Subscriptions and invoices against the simulator: two readings of the same vendor pages must agree. */
import { describe, expect, test } from '@jest/globals';
import {
  listInvoices,
  owed,
  readInvoiceLines,
  readInvoiceSummary,
  reverseCashInvoice,
} from '../../../activities/imis/invoice.js';
import { readParty } from '../../../activities/imis/party.js';
import { putSubscription, readSubscription, readSubscriptionRaw } from '../../../activities/imis/subscription.js';
import { named } from '../../simulator/index.js';
import { firstDay, lastDay, simulated } from './simulated.js';

const one = simulated();

test.each(['legacy', 'persisted'] as const)('a purchase in six calls, cash invoices %s', async (kind) => {
  one.sim.switches.invoices = kind;
  expect(await readSubscription(one.imis, named.newMember, 'REG')).toBeUndefined();
  const invoice = await one.firstInvoice();
  expect(invoice).toMatchObject({
    kind,
    balance: '95.00',
    billToPartyId: named.newMember,
    currency: 'USD',
    autoPay: false,
  });
  expect((await one.pay(invoice)).kind).toBe('ok');
  expect(await readInvoiceSummary(one.imis, invoice.invoiceId)).toMatchObject({
    balance: '0.00',
    paymentAmount: '95.00',
  });
  expect(await readSubscription(one.imis, named.newMember, 'REG')).toMatchObject({
    active: true,
    billBegin: firstDay,
    billThrough: lastDay,
    paidThru: lastDay,
    billedAmount: '95.00',
    balance: '0.00',
    invoiceId: invoice.invoiceId,
    accounting: 'cash',
  });
  expect(one.imis.calls).toBe(6);
  expect(one.imis.logins).toBe(1);
  expect(await readParty(one.imis, named.newMember)).toMatchObject({
    paidThruDate: lastDay,
    customerTypeCode: 'M',
    isMember: true,
  });
});

describe('Subscription', () => {
  test('unbilled, then billed at an amount, then ended', async () => {
    expect(await one.purchase({ itemId: 'JOUR', bill: false })).toMatchObject({
      kind: 'ok',
      body: { billedAmount: '0.00' },
    });
    const row = await readSubscriptionRaw(one.imis, named.newMember, 'JOUR');
    if (!row) throw new Error('no row');
    expect(await putSubscription(one.imis, row.raw, { billedAmount: '40.50', billDate: firstDay })).toMatchObject({
      kind: 'ok',
      body: { balance: '40.50' },
    });
    const billed = await readSubscriptionRaw(one.imis, named.newMember, 'JOUR');
    if (!billed) throw new Error('no row');
    const change = { active: false, cancelledAsOf: firstDay, billedAmount: '0' };
    expect((await putSubscription(one.imis, billed.raw, change)).kind).toBe('ok');
    expect(await readSubscription(one.imis, named.newMember, 'JOUR')).toMatchObject({
      active: false,
      cancelledAsOf: firstDay,
      balance: '0.00',
    });
  });

  test('with amount, bill-to, source code and date', async () => {
    const answer = await one.purchase({
      itemId: 'JOUR',
      bill: false,
      amount: '65.00',
      currency: 'USD',
      billDate: firstDay,
      billToPartyId: named.company,
      sourceCode: 'DF',
      isMemberComponent: false,
    });
    expect(answer).toMatchObject({
      kind: 'ok',
      body: { billedAmount: '65.00', billToPartyId: named.company, sourceCode: 'DF', billDate: firstDay },
    });
  });

  test('a chapter item, whose id cannot stand in a path', async () => {
    expect(await one.purchase({ itemId: 'CHAPT/EAST' })).toMatchObject({ kind: 'ok' });
    expect(await readSubscription(one.imis, named.newMember, 'CHAPT/EAST')).toMatchObject({ balance: '20.00' });
  });

  test('an overlapping term or an unknown item is refused with its reason', async () => {
    await one.purchase();
    expect(await one.purchase()).toMatchObject({ kind: 'rejected', message: expect.stringContaining('REG') });
    expect(await one.purchase({ itemId: 'NOPE' })).toMatchObject({ kind: 'rejected' });
  });
});

describe('invoices', () => {
  test('open ones of a payer, by type, with their lines', async () => {
    const [invoice, ...others] = await listInvoices(one.imis, { billToPartyId: named.company, openOnly: true });
    expect(others).toEqual([]);
    expect(invoice).toMatchObject({ severalShipTo: true, billToPartyId: named.company });
    const lines = await readInvoiceLines(one.imis, invoice?.invoiceId ?? '');
    expect(lines.map((one) => [one.shipToPartyId, one.itemId]).sort()).toEqual([
      [named.company, 'CORP'],
      [named.colleagueOne, 'JOUR'],
      [named.colleagueTwo, 'JOUR'],
    ]);
    expect(await listInvoices(one.imis, { billToPartyId: named.company, types: ['Pledge'] })).toEqual([]);
    expect(await listInvoices(one.imis, { billToPartyId: named.nonMember })).toEqual([]);
  });

  test('pending money is not owed, automatic payment is seen', async () => {
    const [pending] = await listInvoices(one.imis, { billToPartyId: named.pendingPayer });
    expect(pending && [pending.balance, owed(pending)]).toEqual(['95.00', '0.00']);
    expect(await listInvoices(one.imis, { billToPartyId: named.autoPayer })).toMatchObject([{ autoPay: true }]);
  });

  test('a cash invoice is reversed', async () => {
    one.sim.switches.invoices = 'persisted';
    const { invoiceId } = await one.firstInvoice();
    const reversal = {
      invoiceId,
      shipToPartyId: named.newMember,
      billDate: firstDay,
      adjustmentDate: firstDay,
      reason: 'undone',
      keepMembership: true,
    };
    expect((await reverseCashInvoice(one.imis, reversal)).kind).toBe('ok');
    expect(await readInvoiceSummary(one.imis, invoiceId)).toMatchObject({ balance: '0.00' });
    expect((await reverseCashInvoice(one.imis, { ...reversal, invoiceId: '999' })).kind).toBe('rejected');
    one.sim.switches.operations501 = ['Invoice.ProcessCashReversal'];
    expect((await reverseCashInvoice(one.imis, reversal)).kind).toBe('not-available');
    one.sim.switches.operations501 = [];
  });

  test('one that is not there', async () => {
    expect(await readInvoiceSummary(one.imis, 'CASH:1:20200101-0')).toBeUndefined();
    await expect(readInvoiceLines(one.imis, 'CASH:1:20200101-0')).rejects.toMatchObject({
      answer: { kind: 'unknown' },
    });
  });
});

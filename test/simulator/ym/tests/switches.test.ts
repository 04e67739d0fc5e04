import { describe, expect, it } from '@jest/globals';
import { ymMemberships, ymNamed } from '../../index.js';
import { duesOf } from './client.js';
import { api, freshEachTime, rowOf, sim } from './fresh.js';

freshEachTime();

describe('what the pages do not say', () => {
  const { member, debtor } = ymNamed;
  const { regular, chapter } = ymMemberships;
  const totalOf = async (memberId: number): Promise<unknown> => (await rowOf(memberId))?.Amount;
  const refused = async (body: unknown, path = '/Dues'): Promise<unknown[]> => {
    const answer = await api.post(path, body);
    return [answer.status, answer.body.ResponseStatus.ErrorCode];
  };

  it('an open invoice: a second one, or a refusal', async () => {
    expect((await api.post('/Dues', duesOf(debtor, regular, 120))).body.invoiceGuid).toBeDefined();
    sim.switches.ymOpenInvoice = 'refused-200';
    expect(await refused(duesOf(debtor, regular, 120))).toEqual([200, 'OpenInvoice']);
    sim.switches.ymOpenInvoice = 'refused-400';
    expect(await refused(duesOf(debtor, regular, 120))).toEqual([400, 'OpenInvoice']);
    expect((await api.post('/Dues', duesOf(ymNamed.severalInvoices, ymMemberships.student, 45.5))).status).toBe(200);
    expect(sim.effectCounts['ym.dues']).toBe(2);
  });

  it('a promo code: taken off by the server, or not', async () => {
    const dues = duesOf(member, regular, 120, { DuesPromoCode: 'TENTH' });
    await api.post('/Dues', dues);
    expect(await rowOf(member)).toMatchObject({ Amount: 108, PromotionalCode: 'TENTH' });
    expect(await refused(duesOf(member, regular, 120, { DuesPromoCode: 'LAPSED' }))).toEqual([200, 'InvalidPromoCode']);
    sim.switches.ymPromoCode = 'client';
    await api.post('/Dues', dues);
    expect(await totalOf(member)).toBe(120);
  });

  it('rules and modifiers: within Amount, or added', async () => {
    const rule = { ID: 11, Name: 'Printed newsletter', Amount: 15, Selected: true };
    const rules = { Rules: { Rules: [rule], MemberID: member, MembershipID: regular } };
    await api.post('/Dues', duesOf(member, regular, 135, rules));
    expect(await totalOf(member)).toBe(135);
    sim.switches.ymExtras = 'added';
    const item = { id: 21, description: 'Local section', quantity: 1, amount: 30, isModifier: true };
    const invoice = { person: { id: member }, invoiceItems: [item] };
    await api.post('/Dues', duesOf(member, chapter, 80, { invoice }));
    expect(await totalOf(member)).toBe(110);
    const lines = (await api.get('/InvoiceItems?BypassCache=true&PageSize=500')).body.InvoiceItemsList.slice(-4);
    expect(lines.map((one) => [one.LineItemType, one.LineTotal])).toEqual([['Dues', 120], ['Rule', 15], ['Dues', 80], ['Modifier', 30]]);
    expect(await refused(duesOf(member, regular, 135, { Rules: { Rules: [{ ...rule, ID: 99 }] } }))).toEqual([200, 'InvalidRule']);
  });

  it('an omitted Amount is 0, and such an invoice is closed at once', async () => {
    const { Amount: _left, ...dues } = duesOf(member, regular, 0);
    await api.post('/Dues', dues);
    expect(await rowOf(member)).toMatchObject({ Amount: 0, BalanceDue: 0, Status: 'Closed' });
    expect(sim.effectCounts).toMatchObject({ 'ym.expiryMoved': 1 });
  });

  it.each([
    ['MemberComments', 'nowhere', 'C', ''],
    ['AdminComments', 'nowhere', '', 'C'],
    ['nowhere', 'AdminComments', '', 'D'],
    ['nowhere', 'nowhere', '', ''],
  ] as const)('comment in %s, Description in %s', async (comment, description, memberComments, adminComments) => {
    Object.assign(sim.switches, { ymComment: comment, ymDescription: description });
    await api.post('/Dues', duesOf(member, regular, 120, { Description: 'D' }, 'C'));
    expect(await rowOf(member)).toMatchObject({ MemberComments: memberComments, AdminComments: adminComments });
  });

  it('the unit of a payment, its decimals, and what is more than owed', async () => {
    const pay = (Amount: number): Record<string, unknown> => ({ InvoiceNo: 30001, Amount, Type: 'cash', RefNo: 'R' });
    const balance = async (): Promise<unknown> => (await rowOf(debtor))?.BalanceDue;
    expect(await refused(pay(10.5), '/InvoicePayments')).toEqual([400, 'ArgumentException']);
    sim.switches.ymDecimalAmount = 'truncated';
    await api.post('/InvoicePayments', pay(10.5));
    expect(await balance()).toBe(110);
    sim.switches.ymPaymentUnit = 'cents';
    await api.post('/InvoicePayments', pay(1050));
    expect(await balance()).toBe(99.5);
    sim.switches.ymOverpayment = 'refused';
    expect(await refused(pay(10_000), '/InvoicePayments')).toEqual([200, 'Overpayment']);
    sim.switches.ymOverpayment = 'taken';
    await api.post('/InvoicePayments', pay(10_000));
    expect(await balance()).toBe(-0.5);
    expect(await refused({ ...pay(1), InvoiceNo: 1 }, '/InvoicePayments')).toEqual([200, 'NotFound']);
    expect(await refused({ ...pay(1), Type: 'Check' }, '/InvoicePayments')).toEqual([400, 'ArgumentException']);
    expect(sim.effectCounts['ym.closed']).toBeUndefined();
  });

  it('the office acts between two calls, over HTTP too', async () => {
    const act = (body: unknown) => fetch(`${sim.url}/_sim/ym/staff`, { method: 'POST', body: JSON.stringify(body) });
    const made = (await (await act({ act: 'makeInvoice', args: [member, regular] })).json()) as { number: number };
    expect((await act({ act: 'payInvoice', args: [made.number, 'CHK-1'] })).status).toBe(200);
    expect(await rowOf(member)).toMatchObject({ BalanceDue: 0, ClosedBy: 'staff', ReferenceNumber: 'CHK-1' });
    sim.ym.office.changeMember(member, { awaitingAutoBill: true });
    expect((await api.get(`/Members/${member}?BypassCache=true`)).body.currentMembershipInvoiceAwaitingAutoBill).toBe(true);
    expect((await act({ act: 'burn', args: [] })).status).toBe(400);
    const users = sim.ledger.filter((one) => one.kind !== 'ym.session').map((one) => one.user);
    expect(new Set(users)).toEqual(new Set(['staff']));
  });
});

import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import type { Fault } from '../index.js';
import { comboOrder } from './client.js';
import { api, freshEachTime, sim } from './fresh.js';
import { body, saved, send, wait, write } from './one-write.js';

freshEachTime({ switches: { invoices: 'persisted' } });

describe('cards', () => {
  const token = { $type: 'Asi.Soa.Commerce.DataContracts.AutoPayAccountData, Asi.Contracts', AutoPayAccountId: 'A1' };
  const card = {
    PaymentMethod: {
      $type: 'Asi.Soa.Commerce.DataContracts.PaymentMethodData, Asi.Contracts',
      PaymentMethodId: 'VISA',
      PaymentType: 'CreditCard',
    },
    PaymentToken: token,
  };

  it.each<[Fault['kind'] & `card-${string}`, string[], number | undefined]>([
    ['card-declined', [], undefined],
    ['card-voided', ['payment.charged', 'payment.voided'], 1],
    ['card-charged-not-applied', ['payment.charged', 'credit.created'], 2],
  ])('%s', async (kind, effects, status) => {
    const made = await api.post('/api/Subscription', body);
    const { body: invoice } = await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`);
    const before = sim.ledger.length;
    sim.faults.add({ path: '/api/ComboOrder' }, { kind });
    const reply = await api.post('/api/ComboOrder', comboOrder(named.newMember, [invoice], 95, 'V', card));
    expect(reply.status).toBe(400);
    expect(sim.ledger.slice(before).map((entry) => entry.kind)).toEqual(effects);
    const payments = (await api.get('/api/Payment?PaymentReference=V')).body.Items.$values;
    expect(payments.map((one) => one.Status)).toEqual(status === undefined ? [] : [status]);
    expect(payments.every((one) => (one.PaymentApplications as { $values: unknown[] }).$values.length === 0)).toBe(
      true,
    );
    expect((await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`)).body.Balance.Amount).toBe(95);
  });

  it('charges and applies a card when nothing is wrong', async () => {
    const made = await api.post('/api/Subscription', body);
    const { body: invoice } = await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`);
    const reply = await api.post('/api/ComboOrder', comboOrder(named.newMember, [invoice], 95, 'V', card));
    expect(reply.status).toBe(201);
    expect(sim.ledger.map((entry) => entry.kind)).toEqual(
      expect.arrayContaining(['payment.charged', 'payment.applied']),
    );
  });
});

describe('rules and hooks', () => {
  it('hits the nth match, as often as said, and leaves other paths alone', async () => {
    sim.faults.add({ method: 'GET', path: '/api/Invoice', nth: 2, times: 2 }, { kind: '403' });
    const answers: number[] = [];
    for (let i = 0; i < 4; i++) answers.push((await api.get('/api/Invoice?BillToPartyId=1')).status);
    expect(answers).toEqual([200, 403, 403, 200]);
    sim.faults.add({ path: '/api/Invoice', times: 0 }, { kind: '403' });
    expect((await api.get('/api/InvoiceSummary?BillToPartyId=1')).status).toBe(200);
    sim.faults.add({ path: /InvoiceSummary.*BillToPartyId=1$/ }, { kind: '409' });
    expect((await api.get('/api/InvoiceSummary?BillToPartyId=1')).status).toBe(409);
    sim.faults.add({ contains: '24001', times: 0 }, { kind: '501' });
    expect([(await api.get('/api/Party/24001')).status, (await api.get('/api/Party/24002')).status]).toEqual([
      501, 200,
    ]);
  });

  it('pauses before and after, until released or dropped', async () => {
    const before = sim.faults.add(write, { kind: 'pause', when: 'before' });
    const first = send();
    while (sim.faults.list()[0]?.waiting !== 1) await wait(5);
    expect(saved()).toBe(false);
    sim.faults.release(before, 'drop');
    expect(await first).toBe('lost');
    expect(saved()).toBe(false);

    const after = sim.faults.add(write, { kind: 'pause', when: 'after' });
    const second = send();
    while (sim.faults.list()[1]?.waiting !== 1) await wait(5);
    expect(saved()).toBe(true);
    sim.faults.release(after);
    expect(await second).toMatchObject({ status: 201 });
  });

  it('runs hooks at the exact moment', async () => {
    const seen: string[] = [];
    sim.onHit(write, 'before', (request) => void seen.push(`before ${request.user} ${saved()}`));
    sim.onHit(write, 'after', () => {
      seen.push(`after ${saved()}`);
      return 'drop';
    });
    expect(await send()).toBe('lost');
    expect(seen).toEqual(['before duesflow false', 'after true']);
  });

  it('is scripted over HTTP, too', async () => {
    const rule = { id: 'one', match: { method: 'POST', path: '/\\/api\\/Sub/' }, fault: { kind: '500-before' } };
    const post = (path: string, sent: unknown): Promise<Response> =>
      fetch(`${sim.url}/_sim/${path}`, { method: 'POST', body: JSON.stringify(sent) });
    expect((await post('faults', [rule])).status).toBe(201);
    expect(await send()).toMatchObject({ status: 500 });
    expect(await (await fetch(`${sim.url}/_sim/faults`)).json()).toMatchObject([{ id: 'one', hits: 1 }]);
    await fetch(`${sim.url}/_sim/faults`, { method: 'DELETE' });
    expect(sim.faults.list()).toEqual([]);
    expect((await post('faults', { match: {}, fault: { kind: 'nonsense' } })).status).toBe(400);
    expect((await post('switches', { paymentPending: true })).status).toBe(400);
    await post('switches', { paymentsPending: true });
    expect(sim.switches.paymentsPending).toBe(true);
    for (const path of ['ledger', 'calls', 'snapshot', 'switches']) {
      expect((await fetch(`${sim.url}/_sim/${path}`)).status).toBe(200);
    }
    const judged = await post('check', {
      reports: [{ report: { flow: 'purchaseSubscription', state: 'closed' }, input: {} }],
    });
    expect(await judged.json()).toMatchObject({ duplicates: [], falseWords: [{ kind: 'falseWord' }] });
    expect((await post('check', {})).status).toBe(400);
    await post('seed', { seed: 7 });
    expect(sim.ledger).toHaveLength(0);
    expect((await fetch(`${sim.url}/_sim/nothing`)).status).toBe(404);
  });

  it('measures how many calls of a user run at once', async () => {
    sim.faults.add({ path: '/api/Party', times: 0 }, { kind: 'slow', delayMs: 30 });
    await Promise.all([1, 2, 3].map(() => api.get('/api/Party/12345')));
    expect(sim.maxConcurrent.duesflow).toBe(3);
  });
});

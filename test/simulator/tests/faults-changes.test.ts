import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { named, startSimulator } from '../index.js';
import type { EffectKind, Match, Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { comboOrder, execute, login } from './client.js';
import type { Client, Reply } from './client.js';
import { recordRefund, refund, reverse } from './take-back-client.js';
import { statusOf, writeFaults } from './write-faults.js';

let sim: Simulator;
let api: Client;
let invoiceId: string;
let paymentId: string;
let party: Reply;
let row: Reply;
const partyPath = `/api/Party/${named.longMember}`;
const rowPath = `/api/Subscription/~${named.longMember}|REG`;

beforeEach(async () => {
  sim = await startSimulator();
  api = await login(sim);
  invoiceId = String(sim.world.subscription(named.longMember, 'REG')?.invoiceId);
  const paid = Object.values(sim.snapshot().payments);
  paymentId = String(paid.find((one) => one.applications.some((to) => to.invoiceId === invoiceId))?.paymentId);
  party = await api.get(partyPath);
  row = await api.get(rowPath);
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

interface Act {
  name: string;
  match: Match;
  send: () => Promise<Reply>;
  /** The effect that says it was done. */
  effect: EffectKind;
}
const acts: Act[] = [
  { name: 'Reverse', match: { operation: 'Reverse' }, send: () => reverse(api, paymentId), effect: 'payment.reversed' },
  {
    name: 'Refund',
    match: { operation: 'Refund' },
    send: () => refund(api, paymentId, invoiceId, 20),
    effect: 'payment.refunded',
  },
  {
    name: 'ProcessRecordRefund',
    match: { operation: 'ProcessRecordRefund' },
    send: () => recordRefund(api, paymentId, invoiceId, 20),
    effect: 'payment.refunded',
  },
  {
    name: 'PUT Party',
    match: { method: 'PUT', path: '/api/Party' },
    send: () => api.put(partyPath, { ...party.body, PersonName: { FirstName: 'New', LastName: 'Name' } }),
    effect: 'party.changed',
  },
  {
    name: 'PUT Subscription',
    match: { method: 'PUT', path: '/api/Subscription' },
    send: () => api.put(rowPath, { ...row.body, SourceCode: 'X' }),
    effect: 'subscription.changed',
  },
];

const count = (kind: EffectKind): number => sim.ledger.filter((one) => one.kind === kind).length;

describe.each(acts)('$name', (act) => {
  it.each(writeFaults)('under %j', async (fault, answer, saved) => {
    sim.faults.add(act.match, fault);
    expect(await statusOf(act.send())).toBe(answer);
    await sim.idle();
    expect(count(act.effect)).toBe(saved ? 1 : 0);
    expect(sim.calls.find((call) => call.fault)).toMatchObject({ fault: fault.kind });
  });
});

it('shows the former state of payment, invoice, party and row for a while', async () => {
  const staleMs = 1500;
  for (const act of [acts[0], acts[3], acts[4]]) sim.faults.add(act?.match ?? {}, { kind: 'stale-read', staleMs });
  const seen = async (): Promise<unknown[]> => [
    (await api.get(`/api/Payment/${paymentId}`)).body.Status,
    sim.world.invoice(invoiceId) &&
      (await api.get(`/api/InvoiceSummary?EntityId=${encodeURIComponent(invoiceId)}`)).body.Balance.Amount,
    (await api.get(partyPath)).body.Name,
    (await api.get(rowPath)).body.SourceCode,
  ];
  const before = await seen();
  for (const act of [acts[0], acts[3], acts[4]]) await act?.send();
  expect(await seen()).toEqual(before);
  const fresh = [4, 95, 'New Name', 'X'];
  for (let left = 100; left > 0 && String(await seen()) !== String(fresh); left--) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await seen()).toEqual(fresh);
});

it('gives a guest no payment to take back', async () => {
  expect((await reverse(await login(sim, 'guest'), paymentId)).status).toBe(403);
});

it('voids a charge that was never applied, once, and nothing else', async () => {
  const found = await api.get(`/api/InvoiceSummary?BillToPartyId=${named.debtor}&Balance=gt:0`);
  const method = {
    $type: contract('Commerce', 'PaymentMethodData'),
    PaymentMethodId: 'VISA',
    PaymentType: 'CreditCard',
  };
  const token = { $type: contract('Commerce', 'AutoPayAccountData'), AutoPayAccountId: 'A1' };
  const card = { PaymentMethod: method, PaymentToken: token };
  sim.faults.add({ path: '/api/ComboOrder' }, { kind: 'card-charged-not-applied' });
  await api.post('/api/ComboOrder', comboOrder(named.debtor, found.body.Items.$values, 95, 'C', card));
  const [charged] = (await api.get('/api/Payment?PaymentReference=C')).body.Items.$values;
  const send = (id: unknown): Promise<Reply> =>
    api.post('/api/Payment/_execute', execute('Payment', 'VoidFailedPayment', id));
  expect((await send(paymentId)).body.IsSuccessStatusCode).toBe(false);
  expect((await send(charged?.PaymentId)).body).toMatchObject({ IsSuccessStatusCode: true, Result: null });
  expect(sim.ledger.at(-1)).toMatchObject({ kind: 'payment.voided', amount: '95.00' });
  expect(sim.snapshot().credits).toEqual({});
  expect((await send(charged?.PaymentId)).body.IsSuccessStatusCode).toBe(false);
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { newcomers, startSimulator } from '../index.js';
import type { EffectKind, Fault, Simulator } from '../index.js';
import { contract } from '../wire/json.js';
import { login } from './client.js';
import type { Client, Reply } from './client.js';
import { cart, cash, combo, joinLine, nonDuesLine, order, price, submit } from './order-client.js';

let sim: Simulator;
let api: Client;
const buyer = newcomers.first;
const other = newcomers.second;
let cartId: string;

beforeEach(async () => {
  sim = await startSimulator({ parties: 0 });
  api = await login(sim);
  cartId = String((await api.post('/api/Cart', cart(buyer))).body.CartId);
});
afterEach(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

const line = (): Record<string, unknown> => nonDuesLine(['JOUR'], '2026-12-01');
const paid = (partyId: string) => combo(order(partyId, [line()]), [cash(partyId, 95, 'REF')]);
const clear = () => ({
  $type: contract('Commerce', 'ClearCartRequest'),
  EntityTypeName: 'Cart',
  OperationName: 'CLEAR',
  UserId: buyer,
});

interface Act {
  name: string;
  /** Status of the answer when all is well. */
  ok: number;
  send: () => Promise<Reply>;
  /** The effect that says it was done. */
  effect: EffectKind;
}

const acts: Act[] = [
  { name: 'ComboOrder', ok: 201, send: () => api.post('/api/ComboOrder', paid(buyer)), effect: 'order.placed' },
  {
    name: 'join',
    ok: 201,
    send: () => api.post('/api/ComboOrder', combo(order(buyer, [joinLine()]), [cash(buyer, 95, 'R')])),
    effect: 'party.joined',
  },
  { name: 'POST Cart', ok: 201, send: () => api.post('/api/Cart', cart(other)), effect: 'cart.created' },
  {
    name: 'PUT Cart',
    ok: 200,
    send: () => api.put(`/api/Cart/${cartId}`, cart(buyer, combo(order(buyer, [line()])))),
    effect: 'cart.changed',
  },
  { name: 'DELETE Cart', ok: 200, send: () => api.delete(`/api/Cart/${cartId}`), effect: 'cart.deleted' },
  {
    name: 'Submit',
    ok: 200,
    send: () => submit(api, cart(buyer, paid(buyer), { CartId: cartId })),
    effect: 'order.placed',
  },
  { name: 'CLEAR', ok: 200, send: () => api.post('/api/Cart/_execute', clear()), effect: 'cart.cleared' },
];

const faults: [Fault, number | 'ok' | 'lost', boolean][] = [
  [{ kind: '500-before' }, 500, false],
  [{ kind: '500-after' }, 500, true],
  [{ kind: 'drop-before' }, 'lost', false],
  [{ kind: 'drop-after' }, 'lost', true],
  [{ kind: 'late', lateMs: 20 }, 'lost', true],
  [{ kind: 'stale-read', staleMs: 10, answer: 'ok' }, 'ok', true],
  [{ kind: 'timeout-before', holdMs: 10 }, 'lost', false],
  [{ kind: 'timeout-after', holdMs: 10 }, 'lost', true],
  [{ kind: 'slow', delayMs: 10 }, 'ok', true],
  [{ kind: '401' }, 401, false],
  [{ kind: '403' }, 403, false],
  [{ kind: '409' }, 409, false],
  [{ kind: '429' }, 429, false],
  [{ kind: '501' }, 501, false],
  [{ kind: 'html-502-after' }, 502, true],
  [{ kind: 'false-200' }, 'ok', false],
  [{ kind: 'truncated-json' }, 'ok', true],
  [{ kind: 'truncated-json-before' }, 'ok', false],
  [{ kind: 'service-failure' }, 200, false],
  [{ kind: 'validation-400' }, 400, false],
];

const count = (kind: EffectKind): number => sim.ledger.filter((one) => one.kind === kind).length;

describe.each(acts)('$name', ({ ok, send, effect }) => {
  it.each(faults)('under %o', async (fault, answer, saved) => {
    const before = count(effect);
    sim.faults.add({ path: '/api' }, fault);
    const got = (await send().catch(() => undefined))?.status ?? 'lost';
    expect(got).toBe(answer === 'ok' ? ok : answer);
    await sim.idle();
    expect(count(effect) - before).toBe(saved ? 1 : 0);
  });
});

describe('money and the gateway', () => {
  const cardOf = (how: 'card-declined' | 'card-voided' | 'card-charged-not-applied', inside: boolean) => {
    sim.switches.submitRefusal = inside ? 'inside' : '400';
    sim.faults.add({ operation: 'Submit' }, { kind: how });
    return submit(api, cart(buyer, paid(buyer), { CartId: cartId }));
  };
  it.each([
    ['card-declined', []],
    ['card-voided', ['payment.charged', 'payment.voided']],
    ['card-charged-not-applied', ['payment.charged', 'credit.created']],
  ] as const)('%s at the submit: no order is placed, inside a 200 or as a 400', async (how, effects) => {
    for (const inside of [true, false]) {
      const { status, body } = await cardOf(how, inside);
      expect(status).toBe(inside ? 200 : 400);
      if (inside) expect(body.IsSuccessStatusCode).toBe(false);
    }
    expect(sim.ledger.map((one) => one.kind).filter((kind) => /payment|credit|order/.test(kind))).toEqual([
      ...effects,
      ...effects,
    ]);
    expect((await api.get(`/api/Cart/${cartId}`)).status).toBe(200);
  });
});

describe('reads', () => {
  it('of carts and prices can be stale and fail', async () => {
    sim.faults.add({ method: 'PUT', path: '/api/Cart' }, { kind: 'stale-read', staleMs: 400, answer: 'ok' });
    await api.put(`/api/Cart/${cartId}`, cart(buyer, combo(order(buyer, [line()]))));
    const read = async () => (await api.get(`/api/Cart/${cartId}`)).body.ComboOrder;
    expect(await read()).not.toHaveProperty('Order');
    await new Promise((resolve) => setTimeout(resolve, 410));
    expect(await read()).toHaveProperty('Order');
    sim.faults.add({ operation: 'UpdatePricing' }, { kind: '500-before' });
    expect((await price(api, order(buyer, [line()]))).status).toBe(500);
    expect((await price(api, order(buyer, [line()]))).status).toBe(200);
  });
});

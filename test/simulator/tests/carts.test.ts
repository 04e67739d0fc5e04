import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { contract } from '../wire/json.js';
import { cart, combo, lineIds, submit } from './order-client.js';
import { cycle, mine, user, wanted } from './cart-cases.js';
import { api, freshEachTime, kinds, sim } from './fresh.js';

freshEachTime();

describe('a cart', () => {
  it('is made, found by its user, changed as a whole, and deleted', async () => {
    expect(await mine()).toEqual([]);
    const made = await api.post('/api/Cart', cart(user));
    expect(made.status).toBe(201);
    const { CartId } = made.body;
    expect(made.body).toMatchObject({
      CartId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      UserId: user,
      UpdateInformation: { UpdatedBy: user },
    });
    expect(await mine()).toMatchObject([{ CartId }]);
    const path = `/api/Cart/${String(CartId)}`;
    const put = await api.put(path, cart(user, wanted(), { CartId }));
    expect([put.status, lineIds(put.body)]).toEqual([200, ['ours']]);
    expect(lineIds((await api.get(path)).body)).toEqual(['ours']);
    expect((await api.put(path, cart(user, combo(undefined), { CartId }))).status).toBe(200);
    expect(lineIds((await api.get(path)).body)).toEqual([]);
    expect((await api.delete(path)).status).toBe(200);
    expect((await api.get(path)).status).toBe(404);
    expect(kinds()).toEqual(['cart.created', 'cart.changed', 'cart.changed', 'cart.deleted']);
  });

  it('is not that of another user, nor of nobody', async () => {
    const { CartId } = (await api.post('/api/Cart', cart(user))).body;
    expect((await api.put(`/api/Cart/${String(CartId)}`, cart(named.newMember))).status).toBe(400);
    expect((await submit(api, cart(named.newMember, wanted(), { CartId }))).status).toBe(403);
    expect((await api.post('/api/Cart', cart('nobody'))).status).toBe(400);
    expect((await api.put('/api/Cart/none', cart(user))).status).toBe(404);
  });

  it('may name the API user as the one who changed it', async () => {
    sim.switches.cartUpdatedBy = 'apiUser';
    await api.post('/api/Cart', cart(user));
    expect((await api.get(`/api/Cart?UserId=${user}&UpdatedBy=${user}`)).body.TotalCount).toBe(0);
    expect(await mine()).toHaveLength(1);
  });

  it('is emptied by CLEAR and stays', async () => {
    await api.post('/api/Cart', cart(user, wanted()));
    const request = {
      $type: contract('Commerce', 'ClearCartRequest'),
      EntityTypeName: 'Cart',
      OperationName: 'CLEAR',
      UserId: user,
    };
    expect((await api.post('/api/Cart/_execute', request)).body).toMatchObject({ IsSuccessStatusCode: true });
    const [left] = await mine();
    expect(lineIds(left)).toEqual([]);
  });
});

describe('a second POST for one user', () => {
  it.each([
    ['merges', 201, 1, 2],
    ['replaces', 201, 1, 1],
    ['keeps', 201, 1, 1],
    ['second', 201, 2, 2],
    ['refused', 409, 1, 1],
  ] as const)('%s', async (secondCart, status, carts, lines) => {
    sim.switches.secondCart = secondCart;
    const first = sim.staff.addToCart(user, cycle, 'NEWS');
    const second = await api.post('/api/Cart', cart(user, wanted()));
    expect(second.status).toBe(status);
    const all = await mine();
    expect(all).toHaveLength(carts);
    expect(all.flatMap(lineIds)).toHaveLength(lines);
    if (secondCart !== 'second') expect(all[0]?.CartId).toBe(first.cartId);
    expect(all.flatMap(lineIds).includes('ours')).toBe(!['keeps', 'refused'].includes(secondCart));
  });
});

describe('the website', () => {
  it('fills, empties and buys, as the office', async () => {
    sim.staff.addToCart(user, cycle, 'NEWS');
    sim.staff.addToCart(user, cycle, 'JOUR');
    expect((await mine()).flatMap(lineIds)).toHaveLength(2);
    sim.staff.emptyCart(user);
    expect((await mine()).flatMap(lineIds)).toEqual([]);
    expect(sim.staff.buy(user, cycle, 'ATLAS')).toMatchObject({ total: '40.00', billMe: true });
    expect(new Set(sim.ledger.filter((one) => one.kind !== 'token.issued').map((one) => one.user))).toEqual(
      new Set(['staff']),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import { named, newcomers } from '../index.js';
import { contract } from '../wire/json.js';
import { billMe, cart, cash, combo, joinLine, lineIds, order, submit } from './order-client.js';
import { cycle, mine, user, wanted } from './cart-cases.js';
import { api, freshEachTime, kinds, sim } from './fresh.js';

freshEachTime();

describe('Submit', () => {
  it('goes to _execute; the address of the page answers 400', async () => {
    const sent = {
      $type: contract('Commerce', 'CartSubmissionRequest'),
      EntityTypeName: 'Cart',
      OperationName: 'Submit',
      Cart: cart(user, wanted([billMe(95)])),
    };
    expect((await api.post('/api/Cart', sent)).status).toBe(400);
    expect(kinds()).toEqual([]);
  });

  it('buys, pays, answers with the cart, and takes it away', async () => {
    const { CartId } = (await api.post('/api/Cart', cart(user, wanted()))).body;
    const done = await submit(api, cart(user, wanted([cash(user, 95, 'REF')]), { CartId }));
    expect(done.status).toBe(200);
    expect(done.body).toMatchObject({
      $type: expect.stringContaining('CartData'),
      IsSuccessStatusCode: true,
      Result: { CartId, ComboOrder: { ComboOrderId: expect.any(String), Order: { OrderId: expect.any(String) } } },
    });
    expect(await mine()).toEqual([]);
    expect(sim.world.subscription(user, 'JOUR')).toMatchObject({ paymentAmount: '95.00', paidThru: '2027-11-30' });
    expect(Object.values(sim.snapshot().orders)).toMatchObject([{ cartId: CartId }]);
  });

  it.each(['emptied', 'kept'] as const)('may leave the cart %s', async (left) => {
    sim.switches.cartAfterSubmit = left;
    const { CartId } = (await api.post('/api/Cart', cart(user, wanted()))).body;
    await submit(api, cart(user, wanted([billMe(95)]), { CartId }));
    expect((await mine()).map(lineIds)).toEqual([left === 'kept' ? ['ours'] : []]);
  });

  it('buys what was sent, or what is on file; what came in meanwhile is left or bought', async () => {
    const { CartId } = (await api.post('/api/Cart', cart(user, wanted()))).body;
    sim.staff.addToCart(user, cycle, 'NEWS');
    await submit(api, cart(user, wanted([billMe(95)]), { CartId }));
    expect((await mine()).flatMap(lineIds)).toHaveLength(1);
    expect(sim.world.subscription(user, 'NEWS')).toBeUndefined();
    sim.switches.submitTakes = 'stored';
    const [there] = await mine();
    const stored = (there as unknown as { ComboOrder: Record<string, unknown> }).ComboOrder;
    await api.put(
      `/api/Cart/${String(CartId)}`,
      cart(user, { ...stored, Payments: (wanted([billMe(12.5)]) as { Payments: unknown }).Payments }),
    );
    await submit(api, cart(user, wanted([billMe(95)]), { CartId }));
    expect(sim.world.subscription(user, 'NEWS')).toBeDefined();
    expect(await mine()).toEqual([]);
  });

  it.each([
    ['taken', true],
    ['refused', false],
  ] as const)('of a cart that is not on file is %s', async (submitWithoutCart, taken) => {
    sim.switches.submitWithoutCart = submitWithoutCart;
    const { body } = await submit(api, cart(user, wanted([billMe(95)]), { CartId: 'gone' }));
    expect(body.IsSuccessStatusCode).toBe(taken);
    expect(kinds().includes('order.placed')).toBe(taken);
  });

  it.each([
    ['inside', 200],
    ['400', 400],
  ] as const)('is refused %s', async (submitRefusal, status) => {
    sim.switches.submitRefusal = submitRefusal;
    const { CartId } = (await api.post('/api/Cart', cart(user, wanted()))).body;
    const { status: got, body } = await submit(api, cart(user, wanted([billMe(5)]), { CartId }));
    expect(got).toBe(status);
    if (status === 200)
      expect(body).toMatchObject({
        IsSuccessStatusCode: false,
        ValidationResults: { Errors: { $values: [{ Message: expect.any(String) }] } },
      });
    expect(kinds()).toEqual(['cart.created']);
    expect(await mine()).toHaveLength(1);
  });

  it('pays the invoices in the cart', async () => {
    const open = (await api.get(`/api/InvoiceSummary?BillToPartyId=${named.debtor}&Balance=gt:0`)).body.Items.$values;
    const paying = combo(order(named.debtor, []), [cash(named.debtor, 95, 'REF')], open);
    const { CartId } = (await api.post('/api/Cart', cart(named.debtor, combo(order(named.debtor, []), [], open)))).body;
    expect((await submit(api, cart(named.debtor, paying, { CartId }))).body.IsSuccessStatusCode).toBe(true);
    expect((await api.get(`/api/InvoiceSummary?BillToPartyId=${named.debtor}&Balance=gt:0`)).body.TotalCount).toBe(0);
    expect(kinds()).toEqual(['cart.created', 'payment.applied', 'party.datesMoved', 'cart.submitted']);
  });
});

describe('joining', () => {
  const join = (dues: string[], journals: string[], payments: unknown[]) =>
    submit(api, cart(user, combo(order(user, [joinLine(dues, journals)]), payments)));

  it('bills what is selected, and makes a member', async () => {
    const { body } = await join(['REG'], ['JOUR'], [cash(user, 160, 'REF')]);
    expect(body.IsSuccessStatusCode).toBe(true);
    expect(sim.world.subscription(user, 'REG')).toMatchObject({ isMemberComponent: true, paidThru: '2026-12-31' });
    expect(sim.world.subscription(user, 'JOUR')).toMatchObject({ isMemberComponent: false, billedAmount: '65.00' });
    expect(sim.world.subscription(user, 'NEWS')).toBeUndefined();
    expect(sim.world.party(user)).toMatchObject({
      customerType: 'M',
      joinDate: expect.any(String),
      paidThru: '2026-12-31',
    });
    expect(
      (await api.get(`/api/InvoiceSummary?BillToPartyId=${user}&InvoiceType=MembershipJoin`)).body.TotalCount,
    ).toBeGreaterThan(0);
  });

  it('keeps a JoinDate that is there', async () => {
    const back = newcomers.returning;
    const { joinDate } = sim.world.party(back) ?? {};
    await submit(api, cart(back, combo(order(back, [joinLine()]), [billMe(95)])));
    expect(sim.world.party(back)).toMatchObject({ customerType: 'M', joinDate });
  });

  it('may leave both fields to somebody else', async () => {
    sim.switches.joinFields = 'kept';
    await join(['REG'], [], [billMe(95)]);
    expect(sim.world.party(user)).toMatchObject({ customerType: 'NM' });
    expect(sim.world.party(user)?.joinDate).toBeUndefined();
  });

  it('needs a dues item, or adds it', async () => {
    expect((await join([], ['JOUR'], [billMe(65)])).body.IsSuccessStatusCode).toBe(false);
    sim.switches.joinBaseItem = 'added';
    expect((await join([], ['JOUR'], [billMe(160)])).body.IsSuccessStatusCode).toBe(true);
    expect(sim.world.subscription(user, 'REG')).toBeDefined();
  });
});

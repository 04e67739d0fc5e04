import { describe, expect, it } from '@jest/globals';
import { allFindings, named } from '../index.js';
import type { CheckResult, FlowCase } from '../index.js';
import { bought, buyer, flow, sentences } from './order-cases.js';
import { billMe, cart, cash, combo, nonDuesLine, order, submit } from './order-client.js';
import { step } from './scenes.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();
const cycle = 'Non-Member Subscriptions';

const judge = (...reports: FlowCase[]): Promise<CheckResult> => sim.judge(reports);

describe('carts', () => {
  const wanted = (payments: unknown[] = []) => combo(order(buyer, [nonDuesLine(['JOUR'])]), payments);
  const make = async (): Promise<string> => String((await api.post('/api/Cart', cart(buyer, wanted()))).body.CartId);

  it('that were submitted leave nothing to say', async () => {
    const CartId = await make();
    await submit(api, cart(buyer, wanted([cash(buyer, 95, 'REF')]), { CartId }));
    expect(allFindings(await judge(bought({}, { via: 'cart' })))).toEqual([]);
  });

  it('that a flow made and left are orphans, filled or empty, unless it is parked over them', async () => {
    const CartId = await make();
    const rejected = bought({ verdict: 'rejected' });
    expect(sentences((await judge(rejected)).orphans)).toEqual([expect.stringContaining('was left and holds')]);
    const parked = { state: 'parked', verdict: null, steps: [step('prepare cart', 'done')] };
    expect(allFindings(await judge(bought(parked)))).toEqual([]);
    await api.put(`/api/Cart/${CartId}`, cart(buyer, combo(order(buyer, []))));
    expect(sentences((await judge(rejected)).orphans)).toEqual([expect.stringContaining('is empty')]);
    await api.delete(`/api/Cart/${CartId}`);
    expect(allFindings(await judge(rejected))).toEqual([]);
  });

  it('that are kept after the submit are orphans until they are removed', async () => {
    sim.switches.cartAfterSubmit = 'kept';
    const CartId = await make();
    await submit(api, cart(buyer, wanted([cash(buyer, 95, 'REF')]), { CartId }));
    expect((await judge(bought())).orphans).toHaveLength(1);
    await api.delete(`/api/Cart/${CartId}`);
    expect(allFindings(await judge(bought()))).toEqual([]);
  });

  it.each([
    ['deleted', (id: string) => api.delete(`/api/Cart/${id}`)],
    ['replaced', (id: string) => api.put(`/api/Cart/${id}`, cart(buyer, wanted()))],
    ['cleared', () => api.post('/api/Cart/_execute', clearOf(buyer))],
    ['bought', (id: string) => submit(api, cart(buyer, combo(stored(id), [billMe(12.5)]), { CartId: id }))],
  ])('of others that are %s are a finding', async (_how, act) => {
    const { cartId } = sim.staff.addToCart(buyer, cycle, 'NEWS');
    await act(cartId);
    expect(sentences((await judge(bought({ verdict: 'rejected' }))).undoneBefore)).toContainEqual(
      expect.stringMatching(/^Foreign cart touched/),
    );
  });

  it('of others may be added to and left as they were', async () => {
    const { cartId } = sim.staff.addToCart(buyer, cycle, 'NEWS');
    await make();
    const all = (await api.get(`/api/Cart/${cartId}`)).body.ComboOrder as { Order: { Lines: { $values: unknown[] } } };
    await api.put(`/api/Cart/${cartId}`, cart(buyer, combo(order(buyer, all.Order.Lines.$values.slice(0, 1)))));
    expect(allFindings(await judge(bought({ verdict: 'rejected' })))).toEqual([]);
  });

  it('through which an invoice was paid are judged as its payment', async () => {
    const { debtor } = named;
    const open = (await api.get(`/api/InvoiceSummary?BillToPartyId=${debtor}&Balance=gt:0`)).body.Items.$values;
    const paying = combo(order(debtor, []), [cash(debtor, 95, 'REF')], open);
    await submit(api, cart(debtor, paying));
    const report = (verdict: string): FlowCase =>
      flow(
        'payInvoice',
        { verdict },
        { partyId: debtor, invoiceId: open[0]?.InvoiceId, via: 'cart', payment: { reference: 'REF' } },
      );
    expect(allFindings(await judge(report('completed')))).toEqual([]);
    expect((await judge(report('rejected'))).falseWords).toHaveLength(1);
    await submit(api, cart(debtor, paying));
    expect((await judge(report('completed'))).duplicates.length).toBeGreaterThan(0);
  });

  const stored = (id: string): Record<string, unknown> =>
    sim.world.store.carts.get(id)?.comboOrder.Order as Record<string, unknown>;
});

const clearOf = (UserId: string): Record<string, unknown> => ({
  $type: 'Asi.Soa.Commerce.DataContracts.ClearCartRequest, Asi.Contracts',
  EntityTypeName: 'Cart',
  OperationName: 'CLEAR',
  UserId,
});

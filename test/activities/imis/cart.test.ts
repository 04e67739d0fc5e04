import { describe, expect, test } from '@jest/globals';
import { findCarts, postCart, putCart, submitCart } from '../../../activities/imis/cart.js';
import { commerce, guid, journalOrder, list, page } from './order-shapes.js';
import { bench } from './support.js';

const api = bench();

describe('a cart', () => {
  const cart = (more: object = {}) => ({ $type: commerce('CartData'), CartId: 'c-1', UserId: '23230', ComboOrder: { $type: commerce('ComboOrderData'), ...more }, UpdateInformation: { CreatedBy: '23230' } });
  const found = async (more: object = {}) => {
    api.next = [page(cart(more))];
    return (await findCarts(api.imis, '23230'))[0]!;
  };

  test('is found by its user, with lines and invoices', async () => {
    const invoices = list('InvoiceSummaryDataCollection', { InvoiceId: '8158' });
    expect(await found({ Order: await journalOrder(api), Invoices: invoices })).toMatchObject({ cartId: 'c-1', note: 'DFMARK', lines: [{ OrderLineId: guid }], invoiceIds: ['8158'] });
    expect(api.last()?.url).toMatch(/^\/api\/Cart\?UserId=23230/);
    api.next = [page({ ...cart(), UserId: '9' })];
    await expect(findCarts(api.imis, '23230')).rejects.toThrow('carts of others');
  });

  test('is made with its content, and names its user as the one who did', async () => {
    const raw = await journalOrder(api);
    await postCart(api.imis, '23230', { order: raw });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/Cart' });
    expect(api.sent()).toMatchObject({ $type: commerce('CartData'), UserId: '23230', ComboOrder: { Order: raw }, UpdateInformation: { CreatedBy: '23230', UpdatedBy: '23230' } });
  });

  test('is changed as a whole: what is not given is not in it any more', async () => {
    const invoice = { InvoiceId: '8158' };
    const there = await found({ Order: { ...(await journalOrder(api)) }, Payments: list('RemittanceDataCollection', {}), Invoices: list('InvoiceSummaryDataCollection') });
    await putCart(api.imis, there, { invoices: [invoice] });
    expect(api.last()).toMatchObject({ method: 'PUT', url: '/api/Cart/c-1' });
    expect(api.sent()).toEqual(cart({ Invoices: list('InvoiceSummaryDataCollection', invoice) }));
  });

  test('is submitted to _execute, with its payments', async () => {
    const raw = await journalOrder(api);
    await submitCart(api.imis, await found({ Order: raw }), { order: raw, payments: [{ a: 1 }] });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/Cart/_execute' });
    expect(api.sent()).toEqual({
      $type: commerce('CartSubmissionRequest'),
      EntityTypeName: 'Cart',
      OperationName: 'Submit',
      Cart: cart({ Order: raw, Payments: list('RemittanceDataCollection', { a: 1 }) }),
    });
  });
});

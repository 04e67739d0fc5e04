import { describe, expect, test } from '@jest/globals';
import { cardOutcome, comboOrder, type InvoicePayment, payByComboOrder } from '../../../activities/imis/combo-order.js';
import { parseInvoiceSummary } from '../../../activities/imis/invoice.js';
import { json } from '../http/tiny-server.js';
import { invoiceSummary, money } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

describe('ComboOrder', () => {
  const input = (more: Partial<InvoicePayment> = {}): InvoicePayment => ({
    partyId: '12345',
    invoices: [parseInvoiceSummary(invoiceSummary())],
    amount: '95.00',
    currency: 'USD',
    decimals: 2,
    payment: { methodId: 'CASH', type: 'Cash', reference: '12345', payorPartyId: '12345' },
    ...more,
  });
  const customer = { $type: 'Asi.Soa.Commerce.DataContracts.CustomerPartyData, Asi.Contracts', PartyId: '12345' };
  const usd = {
    $type: 'Asi.Soa.Core.DataContracts.CurrencyData, Asi.Contracts',
    CurrencyCode: 'USD',
    DecimalPositions: 2,
  };
  const list = (name: string, ...values: unknown[]) => ({
    $type: `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`,
    $values: values,
  });

  test("is the vendor's body, the invoice going back as it came", async () => {
    api.answer = json({ $type: 'Asi.Soa.Commerce.DataContracts.ComboOrderData, Asi.Contracts' }, 201);
    expect((await payByComboOrder(api.imis, input())).kind).toBe('ok');
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/ComboOrder' });
    expect(api.sent()).toEqual({
      $type: 'Asi.Soa.Commerce.DataContracts.ComboOrderData, Asi.Contracts',
      Currency: usd,
      Order: {
        $type: 'Asi.Soa.Commerce.DataContracts.OrderData, Asi.Contracts',
        BillToCustomerParty: customer,
        OriginatorCustomerParty: customer,
        SoldToCustomerParty: customer,
        Currency: usd,
        Lines: list('OrderLineDataCollection'),
        Delivery: list('DeliveryDataCollection'),
      },
      Invoices: list('InvoiceSummaryDataCollection', invoiceSummary()),
      Payments: list('RemittanceDataCollection', {
        $type: 'Asi.Soa.Commerce.DataContracts.RemittanceData, Asi.Contracts',
        Amount: money(95),
        PaymentMethod: {
          $type: 'Asi.Soa.Commerce.DataContracts.PaymentMethodData, Asi.Contracts',
          PaymentMethodId: 'CASH',
          PaymentType: 'Cash',
        },
        PayorParty: customer,
        ReferenceNumber: '12345',
      }),
    });
  });

  test('carries date, note, gateway, token and applications', () => {
    const payment = {
      methodId: 'VISA',
      type: 'CreditCard',
      reference: 'df-1',
      payorPartyId: '9',
      token: 'account-1',
      date: '2026-01-02',
      gatewayAccountId: 'gw',
      note: 'df',
    };
    const applications = [
      { invoiceId: 'CASH:1', lineId: '1:1:REG', amount: '0.1' },
      { invoiceId: 'CASH:1', amount: '0.2' },
    ];
    const body = comboOrder(input({ payment, applications, amount: '0.30' })) as {
      Payments: { $values: [Record<string, unknown>] };
    };
    expect(body.Payments.$values[0]).toMatchObject({
      Amount: money(0.3),
      PaymentMethod: { PaymentMethodId: 'VISA', PaymentType: 'CreditCard', GatewayAccountId: 'gw' },
      PayorParty: { PartyId: '9' },
      PaymentDate: '2026-01-02T00:00:00',
      Note: 'df',
      PaymentToken: { $type: 'Asi.Soa.Commerce.DataContracts.AutoPayAccountData, Asi.Contracts' },
      Applications: list(
        'RemittanceApplicationDataCollection',
        {
          $type: 'Asi.Soa.Commerce.DataContracts.RemittanceApplicationData, Asi.Contracts',
          ApplicationAmount: money(0.1),
          InvoiceId: 'CASH:1',
          InvoiceLineId: '1:1:REG',
        },
        {
          $type: 'Asi.Soa.Commerce.DataContracts.RemittanceApplicationData, Asi.Contracts',
          ApplicationAmount: money(0.2),
          InvoiceId: 'CASH:1',
        },
      ),
    });
  });

  test.each([
    ['applications of another sum', { applications: [{ invoiceId: '1', amount: '94.99' }] }],
    ['another currency', { currency: 'EUR' }],
    [
      'a batch',
      { payment: { methodId: 'CASH', type: 'Cash', reference: 'r', payorPartyId: '1', batchId: '260101-1' } },
    ],
  ])('with %s is refused and never sent', async (_what, more) => {
    expect(await payByComboOrder(api.imis, input(more))).toMatchObject({ kind: 'rejected', status: 0 });
    expect(api.seen).toHaveLength(0);
  });

  test.each([
    ["Transaction submitted to OpenEdge returned an error, Code: '470', Message: 'Declined.'", 'declined'],
    ['Too many failed requests, please try again in 30 minutes.', 'declined'],
    [
      'An error occurred while completing your transaction. Your payment has not been collected. (Transaction ID 7)',
      'voided',
    ],
    [
      'Your payment was successful, but an error occurred while completing the transaction. Void failed for gateway transaction ID 7',
      'charged-not-applied',
    ],
    ['Void failed for gateway transaction ID 7', 'charged-not-applied'],
    ['The order contains no items', undefined],
    ['An error occurred. Please contact the administrator.', undefined],
  ])('tells what a card payment did: %s', (message, outcome) => {
    expect(cardOutcome(`HTTP 400: ${message}`)).toBe(outcome);
  });
});

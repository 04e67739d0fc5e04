/** The three calls of the vendor's page "Restricted properties", flow 1, as the page writes them. No looks, no durability. */
import { Agent } from 'node:http';
import got from 'got';
import type { Tenant } from '../../../activities/tenants/tenant.js';

export type Invoice = Record<string, unknown> & { InvoiceId: string; Balance: { Amount: number | string } };

export interface VendorCalls {
  /** GET Subscription: those of a party. */
  subscriptions(partyId: string): Promise<unknown>;
  /** POST Subscription; answers with the invoice's id. */
  subscribe(partyId: string): Promise<string>;
  /** GET InvoiceSummary. */
  invoice(invoiceId: string): Promise<Invoice>;
  /** POST ComboOrder. */
  pay(partyId: string, invoice: Invoice): Promise<void>;
}

export const PRODUCT = 'JOUR';
/** A term that none of the members has. */
export const BEGIN = `${new Date().getUTCFullYear()}-01-01`;

const core = (name: string) => ({ $type: `Asi.Soa.Core.DataContracts.${name}, Asi.Contracts` });
const commerce = (name: string) => ({ $type: `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts` });

/** Logs in when it is first called, and makes one call at a time: `maxSockets` has the others wait. */
export function vendorCalls({ baseUrl, username, password }: Pick<Tenant, 'baseUrl' | 'username' | 'password'>): VendorCalls {
  const agent = { http: new Agent({ keepAlive: true, maxSockets: 1 }) };
  const client = got.extend({ prefixUrl: baseUrl, agent, retry: { limit: 0 }, responseType: 'json' });
  const logIn = async (): Promise<Record<string, string>> => {
    const { access_token: token } = await client.post('token', { form: { grant_type: 'password', username, password } }).json<{ access_token: string }>();
    return { authorization: `Bearer ${token}` };
  };
  let login: Promise<Record<string, string>> | undefined;
  const headers = () => (login ??= logIn());
  return {
    subscriptions: async (partyId) => await client.get('api/Subscription', { searchParams: { PartyId: partyId }, headers: await headers() }).json(),
    async subscribe(partyId) {
      const row = { ...commerce('SubscriptionData'), PartyId: partyId, ItemId: PRODUCT, BeginDate: `${BEGIN}T00:00:00`, BillToPartyId: partyId, BillSubscription: true };
      const { InvoiceId } = await client.post('api/Subscription', { headers: await headers(), json: row }).json<{ InvoiceId: string }>();
      return InvoiceId;
    },
    invoice: async (invoiceId) => await client.get(`api/InvoiceSummary/${encodeURIComponent(invoiceId)}`, { headers: await headers() }).json<Invoice>(),
    async pay(partyId, invoice) {
      await client.post('api/ComboOrder', { headers: await headers(), json: comboOrder(partyId, invoice) });
    },
  };
}

function comboOrder(partyId: string, invoice: Invoice) {
  const customer = { ...commerce('CustomerPartyData'), PartyId: partyId };
  const currency = { ...core('CurrencyData'), CurrencyCode: 'USD', DecimalPositions: 2 };
  const list = (name: string, ...values: unknown[]) => ({ ...commerce(`${name}Collection`), $values: values });
  const order = {
    ...commerce('OrderData'),
    BillToCustomerParty: customer,
    OriginatorCustomerParty: customer,
    SoldToCustomerParty: customer,
    Currency: currency,
    Lines: list('OrderLineData'),
    Delivery: list('DeliveryData'),
  };
  const payment = {
    ...commerce('RemittanceData'),
    Amount: { ...core('MonetaryAmountData'), Amount: invoice.Balance.Amount, Currency: currency, IsAmountDefined: true },
    PaymentMethod: { ...commerce('PaymentMethodData'), PaymentMethodId: 'CASH', PaymentType: 'Cash' },
    PayorParty: customer,
    ReferenceNumber: partyId,
  };
  return { ...commerce('ComboOrderData'), Currency: currency, Order: order, Invoices: list('InvoiceSummaryData', invoice), Payments: list('RemittanceData', payment) };
}

import { contract } from '../wire/json.js';
import type { Simulator } from '../index.js';

/** What a call gave; `body` is parsed JSON, or `{ text }` of anything else. */
export interface Reply {
  status: number;
  reason: string;
  headers: Headers;
  body: Body;
}

interface Amount {
  Amount?: number;
}

/** Members that tests read, as if they were always there; all others are unknown. */
export interface Body {
  $type: string;
  InvoiceId: string;
  Balance: Amount;
  PaymentAmount: Amount;
  PendingPaymentAmount: Amount;
  Items: { $type: string; $values: Body[] };
  Errors: { $values: { Message?: string; FieldName?: string }[] };
  Lines: { $values: Body[] };
  AdditionalAttributes: { $values: { Name: string; Value?: unknown }[] };
  [member: string]: unknown;
}

export interface Client {
  get(path: string): Promise<Reply>;
  post(path: string, body: unknown): Promise<Reply>;
  put(path: string, body: unknown): Promise<Reply>;
  delete(path: string): Promise<Reply>;
}

/** Logs in and returns a bare client for tests: fetch, bearer, JSON. */
export async function login(
  sim: Pick<Simulator, 'url'>,
  username = 'duesflow',
  password = 'simulator',
): Promise<Client> {
  const form = new URLSearchParams({ grant_type: 'password', username, password });
  const answer = await fetch(`${sim.url}/token`, { method: 'POST', body: form });
  const { access_token } = (await answer.json()) as { access_token: string };
  const call = async (method: string, path: string, body?: unknown): Promise<Reply> => {
    const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(`${sim.url}${path}`, init);
    const text = await response.text();
    let parsed: unknown = { text };
    try {
      parsed = JSON.parse(text);
    } catch {
      // Cut or non-JSON bodies stay text.
    }
    const { status, statusText: reason, headers: answered } = response;
    return { status, reason, headers: answered, body: parsed as Body };
  };
  return {
    get: (path) => call('GET', path),
    post: (path, body) => call('POST', path, body),
    put: (path, body) => call('PUT', path, body),
    delete: (path) => call('DELETE', path),
  };
}

/** SubscriptionData with the members given. */
export const subscription = (members: Record<string, unknown>): Record<string, unknown> => ({
  $type: contract('Commerce', 'SubscriptionData'),
  ...members,
});

export const usd = { $type: contract('Core', 'CurrencyData'), CurrencyCode: 'USD', DecimalPositions: 2 };

export const amountOf = (amount: number): Record<string, unknown> => ({
  $type: contract('Core', 'MonetaryAmountData'),
  Amount: amount,
  Currency: usd,
  IsAmountDefined: true,
});

const customer = (partyId: string): Record<string, unknown> => ({
  $type: contract('Commerce', 'CustomerPartyData'),
  PartyId: partyId,
});

const list = (name: string, values: unknown[]): Record<string, unknown> => ({
  $type: contract('Commerce', name),
  $values: values,
});

/** The ComboOrder of RESTRICTED flow 1, step 3; `more` goes into the remittance. */
export function comboOrder(
  partyId: string,
  invoices: unknown[],
  amount: number,
  reference: string,
  more: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    $type: contract('Commerce', 'ComboOrderData'),
    Currency: usd,
    Order: {
      $type: contract('Commerce', 'OrderData'),
      BillToCustomerParty: customer(partyId),
      OriginatorCustomerParty: customer(partyId),
      SoldToCustomerParty: customer(partyId),
      Currency: usd,
      Lines: list('OrderLineDataCollection', []),
      Delivery: list('DeliveryDataCollection', []),
    },
    Invoices: list('InvoiceSummaryDataCollection', invoices),
    Payments: list('RemittanceDataCollection', [
      {
        $type: contract('Commerce', 'RemittanceData'),
        Amount: amountOf(amount),
        PaymentMethod: {
          $type: contract('Commerce', 'PaymentMethodData'),
          PaymentMethodId: 'CASH',
          PaymentType: 'Cash',
        },
        PayorParty: customer(partyId),
        ReferenceNumber: reference,
        ...more,
      },
    ]),
  };
}

/** The GroupMember of RESTRICTED flow 2. */
export function groupMember(partyId: string, groupId: string, note?: string): Record<string, unknown> {
  return {
    $type: contract('Membership', 'GroupMemberData'),
    Party: { $type: contract('Membership', 'PartySummaryData'), PartyId: partyId },
    Group: { $type: contract('Membership', 'GroupSummaryData'), GroupId: groupId },
    JoinDate: '2026-01-01T00:00:00',
    IsActive: true,
    MembershipDetails: {
      $type: contract('Membership', 'GroupMemberDetailDataCollection'),
      $values: [
        {
          $type: contract('Membership', 'GroupMemberDetailData'),
          Role: { $type: contract('Membership', 'GroupRoleData'), RoleId: 'SUBSCRIPTION:MEMBER' },
          IsActive: true,
          ...(note ? { Note: note } : {}),
        },
      ],
    },
  };
}

/** An _execute request with one data contract as its parameter. */
export function execute(entity: string, operation: string, parameter: unknown): Record<string, unknown> {
  return {
    $type: contract('Core', 'GenericExecuteRequest'),
    EntityTypeName: entity,
    OperationName: operation,
    Parameters: {
      $type: 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib',
      $values: [parameter],
    },
  };
}

/** Bodies in the form of the vendor's pages, with invented persons. */
import type { Tenant } from '../../../activities/tenants/tenant.js';

const commerce = (name: string) => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
const core = (name: string) => `Asi.Soa.Core.DataContracts.${name}, Asi.Contracts`;
const membership = (name: string) => `Asi.Soa.Membership.DataContracts.${name}, Asi.Contracts`;

export const currency = { $type: core('CurrencyData'), CurrencyCode: 'USD', DecimalPositions: 2 };
/** A zero amount comes without `Amount`. */
export const money = (amount?: number) => ({
  $type: core('MonetaryAmountData'),
  ...(amount !== undefined && { Amount: amount }),
  Currency: currency,
  IsAmountDefined: true,
});
export const nullableMoney = (amount?: number) => ({
  ...money(amount),
  $type: `System.Nullable\`1[[${core('MonetaryAmountData')}]], mscorlib`,
});

export const subscription = (more: object = {}) => ({
  $type: commerce('SubscriptionData'),
  PartyId: '23215',
  ItemId: 'JOUR',
  Item: { $type: commerce('ItemSummaryData'), Description: '', ItemCode: 'JOUR', ItemId: 'JOUR', Name: 'Journal' },
  ProductType: 'SUB',
  BillBegin: '2020-12-01T00:00:00',
  BillThrough: '2021-11-30T00:00:00',
  BilledAmount: money(65.0),
  Balance: money(65.0),
  InvoiceId: 'CASH:23215:20201110-0',
  AdjustmentReason: '',
  AdjustmentAmount: money(),
  Copies: 1,
  BillToPartyId: '23215',
  BillDate: '2020-11-10T00:00:00',
  PreviousBalance: money(),
  PaymentAmount: money(),
  DateAdded: '2020-11-10T16:49:10.907',
  FutureCredits: money(),
  SourceCode: 'MyCode',
  LastUpdated: '2020-11-10T16:49:10.907',
  UpdatedBy: 'API_USER',
  ...more,
});

const partySummary = {
  $type: membership('PartySummaryData'),
  CityName: 'Anytown',
  Email: 'grace@example.org',
  Phone: '',
  PartyId: '23215',
  Id: '23215',
  Name: 'Grace Example',
  IsMarkedForDelete: false,
};

export const invoiceSummary = (more: object = {}) => ({
  $type: commerce('LegacyInvoiceSummaryData'),
  LockedEffectiveDate: '0001-01-01T00:00:00',
  InvoiceId: 'CASH:23215:20201110-0',
  FinancialEntity: { $type: commerce('FinancialEntitySummaryData'), FinancialEntityId: 'DEMO', IsDefault: true },
  InvoiceNumber: 'Cash-23215',
  InvoiceDate: '2020-11-10T17:10:39.773',
  BillToParty: partySummary,
  SoldToParty: partySummary,
  Description: 'Subscription Fees ',
  InvoicePurpose: 12,
  InvoiceAmount: money(65.0),
  OriginalInvoiceAmount: money(65.0),
  PaymentAmount: money(),
  PendingPaymentAmount: money(),
  AdjustmentAmount: money(),
  Balance: money(65.0),
  AdditionalAttributes: {
    $type: core('GenericPropertyDataCollection'),
    $values: [{ $type: core('GenericPropertyData'), Name: 'SourceSystem', Value: 'DUES' }],
  },
  ...more,
});

export const invoice = (more: object = {}) => ({
  $type: commerce('LegacyInvoiceData'),
  InvoiceId: 'CASH:23215:20201110-0',
  Lines: {
    $type: commerce('InvoiceLineDataCollection'),
    $values: [
      {
        $type: commerce('InvoiceLineData'),
        InvoiceLineId: '23215:23215:JOUR',
        Item: { $type: commerce('ItemSummaryData'), ItemId: 'JOUR' },
        ShipToParty: partySummary,
        ExtendedAmount: money(65.0),
        Balance: money(40.5),
        PendingPaymentAmount: nullableMoney(10),
      },
    ],
  },
  ...more,
});

export const paged = (rows: unknown[], more: object = {}) => ({
  $type: core('PagedResult`1[[Asi.Soa.Commerce.DataContracts.InvoiceData, Asi.Contracts]]'),
  Items: { $type: 'System.Collections.Generic.List`1[[System.Object, mscorlib]], mscorlib', $values: rows },
  Offset: 0,
  Limit: 500,
  Count: rows.length,
  TotalCount: rows.length,
  NextPageLink: null,
  HasNext: false,
  NextOffset: 0,
  ...more,
});

export const groupMember = (more: object = {}) => ({
  $type: membership('GroupMemberData'),
  GroupMemberId: 'CHAPT/EAST:23215',
  Group: { $type: membership('GroupSummaryData'), GroupId: 'CHAPT/EAST', Name: 'East' },
  Party: partySummary,
  JoinDate: '2026-01-01T00:00:00',
  IsActive: true,
  MembershipDetails: {
    $type: membership('GroupMemberDetailDataCollection'),
    $values: [
      {
        $type: membership('GroupMemberDetailData'),
        GroupMemberDetailId: 'CHAPT/EAST:23215:1',
        Role: { $type: membership('GroupRoleData'), RoleId: 'SUBSCRIPTION:MEMBER' },
        IsActive: true,
        Note: 'df-1',
      },
    ],
  },
  ...more,
});

const property = (Name: string, Value: unknown) => ({ $type: core('GenericPropertyData'), Name, Value });
const wrapped = (value: boolean) => ({ $type: 'System.Boolean', $value: value });

export const party = (more: object = {}) => ({
  $type: membership('PersonData'),
  Name: 'Grace Example',
  AdditionalAttributes: {
    $type: core('GenericPropertyDataCollection'),
    $values: [
      property('CustomerTypeCode', 'M'),
      property('IsMember', wrapped(true)),
      property('IsInactiveMember', wrapped(false)),
      property('JoinDate', '2020-01-15T00:00:00'),
      property('PaidThruDate', '0001-01-01T00:00:00'),
      property('RenewedThruDate', '2021-11-30T00:00:00'),
      property('Chapter', 'EAST'),
    ],
  },
  PartyId: '23215',
  Id: '23215',
  Status: { $type: membership('PartyStatusData'), PartyStatusId: 'A', Name: 'Active', Description: 'Active' },
  ...more,
});

export const payment = (more: object = {}) => ({
  $type: commerce('PaymentData'),
  PaymentId: '901',
  PayorParty: partySummary,
  Amount: money(65),
  Status: 2,
  PaymentReference: 'df-abc',
  PaymentApplications: {
    $type: commerce('PaymentApplicationDataCollection'),
    $values: [
      {
        $type: commerce('PaymentApplicationData'),
        InvoiceId: 'CASH:23215:20201110-0',
        InvoiceLineNumber: 1,
        ApplicationAmount: money(65),
      },
    ],
  },
  ...more,
});

export const tenant = (baseUrl: string, more: Partial<Tenant> = {}): Tenant => ({
  name: 'test',
  baseUrl,
  username: 'api',
  password: 'wrong horse',
  settleMs: 100,
  timeoutMs: 5_000,
  readTimeoutMs: 5_000,
  heartbeatMs: 1_000,
  patienceMs: 1_000,
  concurrency: 1,
  paceMs: 0,
  rights: ['billing', 'adjustments', 'chapters', 'members'],
  invoices: 'auto',
  markSourceCode: false,
  allocation: true,
  pollMs: 10,
  pollPatienceMs: 1_000,
  importQueue: 2,
  postBatches: 'auto',
  billsUnpaidAgain: true,
  ...more,
});

import type { ItemSet, SetCategory, SetItem } from '../world/model-orders.js';
import { collection, contract, data, property } from './json.js';
import type { JsonObject } from './json.js';

/** Item sets as NONDUES step 2 shows them, member by member. */

const quantity = (amount: number): JsonObject => data('Commerce', 'QuantityData', { Amount: amount });

const itemClass = (id: string, name: string): JsonObject =>
  data('Commerce', 'ItemClassSummaryData', { ItemClassId: id, Name: name });

/** The short form of an item inside its category. */
export function itemInSet({ id, product }: SetItem): JsonObject {
  return data('Commerce', 'ItemSummaryData', {
    Description: '',
    ItemClass: itemClass(product.itemClass, product.itemClass),
    ItemCode: id,
    ItemId: id,
    Name: product.name,
  });
}

const component = (id: string, item: JsonObject, maximum?: number): JsonObject =>
  data('Commerce', 'ItemSetComponentData', {
    Item: item,
    ItemSetComponentId: id,
    MaximumQuantity: maximum === undefined ? undefined : quantity(maximum),
  });

const components = (all: JsonObject[]): JsonObject => collection('Commerce', 'ItemSetComponentDataCollection', all);

/** ItemClass of both upper tiers: MEMBERSHIP or SUBSCRIPTION. */
const classOf = (set: ItemSet): JsonObject =>
  set.cycle.isMembershipBilling ? itemClass('MEMBERSHIP', 'Membership') : itemClass('SUBSCRIPTION', 'Subscription');

function categoryData(set: ItemSet, category: SetCategory): JsonObject {
  return data('Commerce', 'Item.LegacyMembershipItemData', {
    Components: components(category.items.map((one) => component(one.id, itemInSet(one), one.maximumQuantity))),
    ItemSetType: 1,
    Description: '',
    ItemClass: classOf(set),
    ItemCode: category.id,
    ItemId: category.id,
    Name: category.name,
  });
}

function accounts(): JsonObject {
  const account = (withLedger: boolean): JsonObject =>
    data('Commerce', 'FinancialAccountData', withLedger ? { GLAccount: data('Commerce', 'GLAccountData', {}) } : {});
  return data('Commerce', 'ItemFinancialAccountsData', {
    AccountsReceivable: account(false),
    Income: account(true),
    Inventory: account(true),
    CostOfGoodsSold: account(true),
    InventoryAdjustments: account(true),
    DamagedGoods: account(false),
    DeferredIncome: account(true),
  });
}

function attributes(): JsonObject {
  const names = ['TAXABLE', 'PST_TAXABLE', 'TAX_AUTHORITY', 'TAX_BY_LOCATION', 'TAXCATEGORY_CODE', 'WEBOPTION'];
  return collection('Core', 'GenericPropertyDataCollection', [
    ...names.map((name) => property(name, undefined)),
    property('IsBillingBaseItem', false),
    property('PayPriority', 0),
  ]);
}

function publishing(): JsonObject {
  return {
    $type: contract('Core', 'PublishingInformationData'),
    StartDate: null,
    ExpirationDate: null,
    Keywords: {
      $type: 'System.Collections.ObjectModel.Collection`1[[System.String, mscorlib]], mscorlib',
      $values: [],
    },
    PublishingState: 0,
  };
}

/** LegacyMembershipItemData of a billing cycle: cycle, categories, items. */
export function itemSetData(set: ItemSet, currency: string): JsonObject {
  const free = { Description: 'Non-Taxable', Name: 'Non-Taxable', TaxCategoryId: 'Non-Taxable' };
  return {
    ...data('Commerce', 'Item.LegacyMembershipItemData', {
      Components: components(set.categories.map((one) => component(one.id, categoryData(set, one)))),
      ItemSetType: 1,
      Image: data('Core', 'VirtualFileData', { ThumbnailVirtualPath: '', AlternateText: '' }),
      PublishingInformation: publishing(),
      ItemFinancialInformation: data('Commerce', 'ItemFinancialInformationData', {
        FinancialEntity: data('Commerce', 'FinancialEntityData', {}),
        TaxCategory: data('Commerce', 'TaxCategorySummaryData', free),
        ItemFinancialAccounts: accounts(),
      }),
      AdditionalAttributes: attributes(),
      PremiumInformation: data('Commerce', 'PremiumInformationData', {
        RequiredGiftAmount: data('Core', 'MonetaryAmountData', {
          Currency: data('Core', 'CurrencyData', { CurrencyCode: currency, DecimalPositions: 2 }),
          IsAmountDefined: true,
        }),
      }),
    }),
    AllowOrderLineNote: false,
    ItemClass: classOf(set),
    ItemCode: set.code,
    ItemId: set.id,
    Name: set.cycle.name,
  };
}

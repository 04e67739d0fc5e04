/** Members of the request bodies, as the vendor's pages list them (YMDUES; op=InvoicePayments). */

export const duesMembers = [
  'transactionId',
  'IsTaxExempt',
  'Description',
  'Amount',
  'Membership',
  'Rules',
  'invoice',
  'DuesPromoCode',
];

export const membershipMembers = [
  'Id',
  'Code',
  'Name',
  'DuesAmount',
  'ProRatedDues',
  'ProRateFactor',
  'AllowMultipleOpenInvoices',
];

export const rulesMembers = ['Rules', 'MemberID', 'MembershipID'];

export const ruleMembers = ['ID', 'Name', 'Description', 'Amount', 'Selected'];

export const invoiceMembers = [
  'date',
  'shippingMethodId',
  'shippingMethodName',
  'shippingTax',
  'shippingTotal',
  'taxRate',
  'taxTotal',
  'totalAmount',
  'comment',
  'person',
  'shippingAddress',
  'invoiceItems',
  'isNewMember',
  'taxGLCode',
  'taxQBClass',
  'shippingGLCode',
  'shippingQBClass',
];

export const personMembers = [
  'id',
  'organization',
  'firstName',
  'lastName',
  'middleName',
  'nameSuffix',
  'emailAddress',
  'primaryAddress',
  'username',
  'password',
  'isMember',
  'expirationDate',
  'currentMembershipAllowsMultipleOpenInvoices',
  'currentMembershipInvoiceIsOpen',
  'currentMembershipInvoiceAwaitingAutoBill',
];

export const itemMembers = [
  'itemTypeId',
  'id',
  'shippingCost',
  'description',
  'customDescription',
  'taxRate',
  'taxGLCode',
  'quantity',
  'amount',
  'isProRated',
  'GLCode',
  'isModifier',
  'isDuesRule',
  'taxQBClass',
  'QBClass',
  'sku',
  'taxable',
  'autoPromoCodeAmount',
  'autoPromoCodeTitle',
  'salesDiscount',
];

export const paymentMembers = [
  'InvoiceNo',
  'Amount',
  'Type',
  'RefNo',
  'PaymentDate',
  'PayerName',
  'PayerEmail',
  'BillOrganization',
  'UpdateInvoiceInfo',
  'AutoCloseInvoice',
  'UseInvoiceAddress',
  'BillAddress1',
  'BillAddress2',
  'BillCity',
  'BillLocation',
  'BillPostalCode',
  'BillCountry',
  'BillPhone',
  'PaymentNotes',
  'InternalNotes',
];

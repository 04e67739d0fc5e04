import { byPropertyName } from './contracts/property-names.js';
import { cancels } from './contracts/subscription-fields.js';
import { flow, type Saga } from './saga/saga.js';
import { modifySubscription as modify, settleBalance } from './steps/subscriptions.js';

/** Changes editable fields of a subscription; of a cancelled one, settles what it still owes as the caller says. */
export const modifySubscription = flow('modifySubscription', async (run, input, saga) => {
  const { partyId, itemId, set, openBalance } = input;
  const modified = await run(modify, { partyId, itemId, set, openBalance });
  if (!modified) return;
  tell(saga, modified);
  const ends = cancels(byPropertyName(set));
  if (!ends || openBalance === undefined || openBalance === 'leave' || !owes(modified)) return;
  const settled = await run(settleBalance, { partyId, itemId, how: openBalance, invoiceId: modified.invoiceId });
  if (settled) saga.result['balance'] = settled.balance;
});

type Modified = NonNullable<(typeof modify)['result']>;

const owes = ({ balance }: Modified): boolean => /^[^-]*[1-9]/.test(balance);

function tell(saga: Saga, { autoPay, pending, invoiceStays, ...known }: Modified): void {
  Object.assign(saga.result, known);
  if (autoPay) saga.note(`A live AutoPay instruction goes on charging, and is to be cancelled in iMIS: ${autoPay}.`);
  if (pending) saga.note(`Of invoice ${known.invoiceId} ${pending} ${known.currency} is pending, paid and not posted yet: nothing of it was taken back.`);
  if (invoiceStays) saga.note(`Invoice ${known.invoiceId} stays as it was billed: a change of BilledAmount does not reach it.`);
}

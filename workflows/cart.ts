/** Flows that go through a user's cart: one at a time for each user, and nothing of theirs is left in it. */
import type { PreparedCart } from '../activities/steps/orders/prepare-cart.js';
import { DEFAULT_TENANT } from './contracts/names.js';
import type { Run } from './saga/run.js';
import type { Saga } from './saga/saga.js';
import { removeCart } from './steps/orders.js';

/** A user has one cart: two flows would submit each other's lines. Held until the flow ends. */
export async function holdCart(saga: Saga, tenant: string | undefined, userId: string): Promise<void> {
  await saga.hold('hold cart', `lock:${tenant ?? DEFAULT_TENANT}:cart:${userId}`);
}

/** Takes out what is left of this flow's in the cart, and tells what became of it. */
export async function leaveCart(run: Run, saga: Saga, cart: PreparedCart): Promise<void> {
  const left = await run(removeCart, cart);
  saga.result['cart'] = left?.cart ?? 'unknown';
}

/** What the tests of carts have in common. */
import { newcomers } from '../index.js';
import type { Body } from './client.js';
import { api } from './fresh.js';
import { combo, nonDuesLine, order } from './order-client.js';

export const user = newcomers.first;
export const cycle = 'Non-Member Subscriptions';

/** The carts of the user. */
export const mine = async (): Promise<Body[]> => (await api.get(`/api/Cart?UserId=${user}`)).body.Items.$values;

export const wanted = (payments: unknown[] = []) =>
  combo(order(user, [nonDuesLine(['JOUR'], '2026-12-01', { OrderLineId: 'ours' })]), payments);

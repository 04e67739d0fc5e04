/** The write that the tests of faults strike: a subscription of the new member. */
import { named } from '../index.js';
import { subscription, type Reply } from './client.js';
import { api, sim } from './fresh.js';

export const write = { method: 'POST', path: '/api/Subscription' };
export const body = subscription({ PartyId: named.newMember, ItemId: 'REG', BeginDate: '2026-01-01T00:00:00' });
export const saved = (): boolean => sim.world.subscription(named.newMember, 'REG') !== undefined;
export const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends it and gives the reply, or `lost` when the connection broke. */
export async function send(): Promise<Reply | 'lost'> {
  try {
    return await api.post('/api/Subscription', body);
  } catch {
    return 'lost';
  }
}

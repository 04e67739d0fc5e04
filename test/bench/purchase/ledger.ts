/**
 * Each flow has sold once and paid once, and one call at a time was made to each tenant. `atOnce`: two after a crash, when
 * the API may yet be at work on the dead worker's call.
 */
import type { Tally } from '../simulator.js';

export function countFaults({ effects, mostAtOnce, defects }: Tally, sold: number, atOnce = 1): string[] {
  const wrong = (name: string, found: number): string[] => (found === sold ? [] : [`${name}: ${found} for ${sold} flows`]);
  return [
    ...wrong('subscriptions', effects['subscription.created'] ?? 0),
    ...wrong('payments', effects['payment.applied'] ?? 0),
    ...(mostAtOnce > atOnce ? [`${mostAtOnce} calls of one tenant at the same time`] : []),
    ...(defects > 0 ? [`the simulator is broken: ${defects} defects`] : []),
  ];
}

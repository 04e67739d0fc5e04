import { seeded } from '../simulator/world/random.js';

/** `count` items in an order that the seed decides; all of them when there are no more. */
export function choose<Item>(items: Item[], count: number, seed: number): Item[] {
  const random = seeded(seed);
  return items
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .slice(0, count)
    .map(({ item }) => item);
}

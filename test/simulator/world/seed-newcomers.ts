import { seeded, uuid } from './random.js';
import type { Store } from './store.js';
import { World } from './world.js';

/** Parties that are no members yet, to join and to buy; README has the table. */
export const newcomers = {
  first: '23231',
  second: '23232',
  /** Has joined a long time ago and left: JoinDate is set. */
  returning: '23233',
} as const;

/** Adds them, from numbers of their own: the other parties of a seed stay as they are. */
export function seedNewcomers(store: Store, seed: number, year: number): void {
  const random = seeded(seed + 1);
  const world = new World(store);
  const people = { first: ['Nora', 'Quist'], second: ['Omar', 'Reyes'], returning: ['Petra', 'Sand'] } as const;
  for (const [role, partyId] of Object.entries(newcomers)) {
    const [firstName, lastName] = people[role as keyof typeof people];
    world.addParty({
      partyId,
      firstName,
      lastName,
      name: `${firstName} ${lastName}`,
      email: `party${partyId}@example.org`,
      city: 'Salem',
      customerType: 'NM',
      uniformId: uuid(random),
      ...(partyId === newcomers.returning ? { joinDate: `${year - 9}-05-01` } : {}),
    });
  }
}

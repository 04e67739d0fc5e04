/**
 * Which cases run without `--full`. Every call of every script meets something. At the calls of one kind (`POST Subscription` of one
 * flow, in whichever script) every event comes once where something is changed, and every third one where something is
 * read; every write of every script is struck by SIGKILL right before or right after it. Where and which, `--seed` decides.
 */
import { isWrite, labelOf } from './calls.js';
import type { Case } from './cases.js';
import { choose } from './choose.js';
import type { Options } from './options.js';
import { thinnedRestarts } from './restarts.js';

/** Cases by what they need: a worker that all share, or workers of their own that may die. */
export interface Plan {
  shared: Case[];
  own: Case[];
  /** The server is restarted. */
  restart?: Case[];
}

const AT_EVERY_WRITE: string[] = ['kill-before', 'kill-after'];
/** Of the events of a read: every so many-th. */
const OF_READS = 3;

export function thinned({ shared, own, restart = [] }: Plan, { faults, kills, seed }: Options): Plan {
  const atWrites = own.filter(({ call, event }) => isWrite(call) && AT_EVERY_WRITE.includes(event));
  // A write has both, one after the other: taken in turn, each write of each script has one of them.
  const always = atWrites.filter((_, index) => index % 2 === (Math.floor(index / 2) + seed) % 2);
  const others = own.filter((one) => !atWrites.includes(one));
  return {
    shared: choose(spread(shared, seed, true), faults, seed),
    own: kills === 0 ? [] : [...always, ...choose(spread(others, seed, false), kills, seed)],
    restart: thinnedRestarts(restart, seed),
  };
}

/** Spreads the events of the calls of one kind over these calls. `every`: no call goes without any. */
function spread(cases: Case[], seed: number, every: boolean): Case[] {
  const groups = grouped(cases, ({ script, call }) => `${script.flow} ${labelOf(call)}`);
  return [...groups.values()].flatMap((group) => {
    const places = [...grouped(group, ({ script, call }) => `${script.name}/${call.k}`).values()];
    const load = new Map(places.map((place) => [place, 0]));
    const found = new Set<Case>();
    const take = (place: Case[], one: Case): void => {
      found.add(one);
      load.set(place, load.get(place)! + 1);
    };
    [...grouped(group, ({ event }) => event).values()].forEach((sames, turn) => {
      if (!isWrite(sames[0]!.call) && (turn + seed) % OF_READS !== 0) return;
      const own = places.filter((place) => place.some((one) => sames.includes(one)));
      // The least burdened first; among equals, each event begins at another.
      const inTurn = own.map((_, index) => own[(index + turn + seed) % own.length]!).sort((a, b) => load.get(a)! - load.get(b)!);
      const [place = []] = inTurn;
      take(place, place.find((one) => sames.includes(one))!);
    });
    places.forEach((place, index) => {
      if (every && load.get(place) === 0) take(place, place[(index + seed) % place.length]!);
    });
    return group.filter((one) => found.has(one));
  });
}

function grouped<Item>(items: Item[], by: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) groups.set(by(item), [...(groups.get(by(item)) ?? []), item]);
  return groups;
}

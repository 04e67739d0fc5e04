/** Sets a compound event on its call. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnrolMember } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import { doAct, type Rival } from './acts.js';
import { holding, killer, type Armed } from './arm.js';
import type { Case } from './cases.js';
import type { Compound } from './compounds.js';
import { LATENESS_MS } from './events.js';
import type { Lane } from './lane.js';

/** The late effect lands so long after the first look that follows: well within the settle time of that look. */
const LANDS_MS = { afterWord: 400, afterTakeover: 800 };
/** Below the read time-out, and together above the settle time; from the send until it lands below it. */
const SLOW = { readMs: 1000, lateMs: 2100 };
/** A stopped worker is resumed in any case: nothing is left stopped. */
const RESUMED_MS = 15_000;

export function armCompound(lane: Lane, one: Case, compound: Compound, input: EnrolMember): Armed {
  switch (compound.how) {
    case 'late-then-word':
      return lateThenWord(lane, one);
    case 'slow-then-late':
      return slowThenLate(lane, one);
    case 'late-and-rival':
      return lateAndRival(lane, one, input);
    case 'kill-late-and-rival':
      return killLateAndRival(lane, one, input);
    case 'zombie':
      return zombie(lane, one);
    case 'lost-before':
      return lostBefore(lane, one);
  }
}

const first = (one: Case) => ({ path: '/api', nth: one.call.k });
const done = (): Promise<void> => Promise.resolve();

/** A gate for a request: it is applied when the gate opens, whether its sender still waits or not. */
function gate(): { opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}

/** The answer is lost, nothing can be read, so the step parks; the effect lands just after the look that the word leads to. */
function lateThenWord({ sim }: Lane, one: Case): Armed {
  const landing = gate();
  let forbidden: string | undefined;
  let spoken = false;
  sim.onHit(first(one), 'before', async () => {
    forbidden = sim.faults.add({ method: 'GET', path: '/api', times: 0 }, { kind: '403' });
    await landing.opened;
  });
  return {
    rivals: [],
    struck: () => spoken,
    // The effect is judged, too: nothing is judged before it has landed.
    over: () => (spoken ? landing.opened.then(() => sleep(50)) : done()),
    beforeWord() {
      spoken = true;
      if (forbidden) sim.faults.clear(forbidden);
      sim.onHit({ method: 'GET', path: '/api' }, 'after', () => {
        setTimeout(landing.open, LANDS_MS.afterWord);
      });
    },
  };
}

/** The send comes long after its activity was scheduled: from there on the settle time would be over before it lands. */
function slowThenLate({ sim }: Lane, one: Case): Armed {
  sim.faults.add({ path: '/api', nth: one.call.k - 1 }, { kind: 'slow', delayMs: SLOW.readMs });
  const id = sim.faults.add(first(one), { kind: 'late', lateMs: SLOW.lateMs });
  return { rivals: [], struck: () => sim.faults.list().some((rule) => rule.id === id && rule.hits > 0), over: done };
}

function lateAndRival(lane: Lane, one: Case, input: EnrolMember): Armed {
  const rivals: Rival[] = [];
  lane.sim.faults.add(first(one), { kind: 'late', lateMs: LATENESS_MS });
  lane.sim.onHit(first(one), 'before', async () => {
    rivals.push(...(await doAct(lane, 'rival-payment', businessKey('enrolMember', input), input)));
  });
  return { rivals, struck: () => rivals.length > 0, over: done };
}

/** The holder dies, and the payment it sent lands after the next holder has begun to look. */
function killLateAndRival(lane: Lane, one: Case, input: EnrolMember): Armed {
  const { sim } = lane;
  const rivals: Rival[] = [];
  const running: Promise<unknown>[] = [];
  sim.onHit(first(one), 'before', async () => {
    const holder = await holding(lane);
    rivals.push(...(await doAct(lane, 'rival-payment', businessKey('enrolMember', input), input)));
    running.push(killer(lane)(holder));
    const looked = gate();
    sim.onHit({ method: 'GET', path: '/api' }, 'after', looked.open);
    await looked.opened;
    await sleep(LANDS_MS.afterTakeover);
  });
  return { rivals, struck: () => rivals.length > 0, over: async () => void (await Promise.all(running)) };
}

/** The holder is stopped with the answer of its look on the way, and resumed when its successor has made the change. */
function zombie(lane: Lane, one: Case): Armed {
  const { sim } = lane;
  const running: Promise<unknown>[] = [];
  let callSeq: number | undefined;
  sim.onHit(first(one), 'before', (request) => void (callSeq = request.callSeq));
  sim.onHit({ path: '/api', times: 0 }, 'after', async (request) => {
    if (request.callSeq !== callSeq) return;
    const holder = await holding(lane);
    const changed = gate();
    for (const method of ['POST', 'PUT', 'DELETE']) sim.onHit({ method, path: '/api' }, 'after', changed.open);
    holder.signal('SIGSTOP');
    const resumed = Promise.race([changed.opened.then(() => sleep(200)), sleep(RESUMED_MS)]);
    // What it does when it is resumed is part of the case.
    running.push(resumed.then(() => holder.signal('SIGCONT')).then(() => sleep(700)));
  });
  return { rivals: [], struck: () => running.length > 0, over: async () => void (await Promise.all(running)) };
}

function lostBefore({ sim }: Lane, one: Case): Armed {
  const id = sim.faults.add(first(one), { kind: 'drop-before' });
  return { rivals: [], struck: () => sim.faults.list().some((rule) => rule.id === id && rule.hits > 0), over: done };
}

/** Sets a compound event on its call. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Act, Around, Rival } from './acts.js';
import { holding, killer, type Armed } from './arm.js';
import { API, requestOf } from './calls.js';
import type { Case } from './cases.js';
import type { Compound } from './compounds.js';
import { LATENESS_MS } from './events.js';
import type { Lane } from './lane.js';
import type { WorkerProcess } from './processes.js';

/** The late effect lands so long after the first look that follows: well within the settle time of that look. */
const LANDS_MS = { afterWord: 400, afterTakeover: 800 };
/** Below the read time-out, and together above the settle time; with the send window (400 ms) and lateness of processes below it. */
const SLOW = { readMs: 1000, lateMs: 1900 };
/** So long a step is waited for, at most: the holder has not given up its request by then. */
const IN_QUEUE = { looks: 20, everyMs: 30 };
/** A stopped worker is resumed in any case: nothing is left stopped. */
const RESUMED_MS = 15_000;

export function armCompound(around: Around, one: Case, compound: Compound): Armed {
  const { lane } = around;
  switch (compound.how) {
    case 'late-then-word':
      return lateThenWord(lane, one);
    case 'slow-then-late':
      return slowThenLate(lane, one);
    case 'late-and-rival':
      return lateAndRival(around, one, compound);
    case 'kill-late-and-rival':
      return killLateAndRival(around, one, compound);
    case 'kill-then-refused':
      return killThenRefused(lane, one, compound);
    case 'zombie':
      return zombie(lane, one);
    case 'lost-before':
      return lostBefore(lane, one);
  }
}

const first = ({ call }: Case) => requestOf(call);
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
    forbidden = sim.faults.add({ method: 'GET', path: API, times: 0 }, { kind: '403' });
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
      sim.onHit({ method: 'GET', path: API }, 'after', () => {
        setTimeout(landing.open, LANDS_MS.afterWord);
      });
    },
  };
}

/** The send comes long after its activity was scheduled: from there on the settle time would be over before it lands. */
function slowThenLate(lane: Lane, one: Case): Armed {
  const { sim } = lane;
  if (one.former) sim.faults.add(requestOf(one.former), { kind: 'slow', delayMs: SLOW.readMs });
  const id = sim.faults.add(first(one), { kind: 'late', lateMs: SLOW.lateMs });
  return { rivals: [], struck: () => hasHit(lane, id), over: done };
}

function lateAndRival(around: Around, one: Case, { rival }: Compound): Armed {
  const { lane } = around;
  const rivals: Rival[] = [];
  let struck = false;
  lane.sim.faults.add(first(one), { kind: 'late', lateMs: LATENESS_MS });
  lane.sim.onHit(first(one), 'before', async () => {
    rivals.push(...(await rival!.act(around)));
    struck = hasCome(rival!, rivals);
  });
  return { rivals, struck: () => struck, over: done };
}

/**
 * The holder dies while a step of the rival waits for the slot, and the payment it sent lands after the next holder has begun
 * to look: the rival may well be the first, and no claim of the dead holder keeps it away.
 */
function killLateAndRival(around: Around, one: Case, { rival }: Compound): Armed {
  const { lane, workflowId } = around;
  const { sim } = lane;
  const rivals: Rival[] = [];
  const running: Promise<unknown>[] = [];
  sim.onHit(first(one), 'before', async () => {
    const holder = await holding(lane);
    rivals.push(...(await rival!.act(around)));
    await inQueue(lane.client, rivals[0]?.workflowId ?? workflowId);
    running.push(killer(lane)(holder));
    const looked = gate();
    sim.onHit({ method: 'GET', path: API }, 'after', looked.open);
    await looked.opened;
    await sleep(LANDS_MS.afterTakeover);
  });
  return { rivals, struck: () => running.length > 0 && hasCome(rival!, rivals), over: async () => void (await Promise.all(running)) };
}

/**
 * Resolves when a step of the flow is asked for. A worker that is killed before may have taken the flow's workflow task with it,
 * and then the flow comes ten seconds later, when all has settled.
 */
async function inQueue(client: Client, workflowId: string): Promise<void> {
  for (let look = 0; look < IN_QUEUE.looks; look += 1) {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    if (raw.pendingActivities?.length) return;
    await sleep(IN_QUEUE.everyMs);
  }
}

const hasCome = (rival: Act, rivals: Rival[]): boolean => rival.alone === true || rivals.length > 0;

/** The holder dies when its change is made, and what the flow writes next is refused. */
function killThenRefused(lane: Lane, one: Case, { refused }: Compound): Armed {
  const running: Promise<unknown>[] = [];
  const id = lane.sim.faults.add(requestOf(refused!), { kind: 'validation-400' });
  afterCall(lane, one, (holder) => void running.push(killer(lane)(holder)));
  return { rivals: [], struck: () => running.length > 0 && hasHit(lane, id), over: async () => void (await Promise.all(running)) };
}

/** The holder is stopped with the answer of its look on the way, and resumed when its successor has made the change. */
function zombie(lane: Lane, one: Case): Armed {
  const { sim } = lane;
  const running: Promise<unknown>[] = [];
  afterCall(lane, one, (holder) => {
    const changed = gate();
    for (const method of ['POST', 'PUT', 'DELETE']) sim.onHit({ method, path: API }, 'after', changed.open);
    holder.signal('SIGSTOP');
    const resumed = Promise.race([changed.opened.then(() => sleep(200)), sleep(RESUMED_MS)]);
    // What it does when it is resumed is part of the case.
    running.push(resumed.then(() => holder.signal('SIGCONT')).then(() => sleep(700)));
  });
  return { rivals: [], struck: () => running.length > 0, over: async () => void (await Promise.all(running)) };
}

function lostBefore(lane: Lane, one: Case): Armed {
  const id = lane.sim.faults.add(first(one), { kind: 'drop-before' });
  return { rivals: [], struck: () => hasHit(lane, id), over: done };
}

/** Strikes when the API has acted on the call of the case, with the answer on its way. */
function afterCall(lane: Lane, one: Case, strike: (holder: WorkerProcess) => void): void {
  let callSeq: number | undefined;
  lane.sim.onHit(first(one), 'before', (request) => void (callSeq = request.callSeq));
  lane.sim.onHit({ path: API, times: 0 }, 'after', async (request) => {
    if (request.callSeq === callSeq) strike(await holding(lane));
  });
}

const hasHit = ({ sim }: Lane, id: string): boolean => sim.faults.list().some((rule) => rule.id === id && rule.hits > 0);

/**
 * What must hold, whatever happens:
 * (a) no effect comes twice; what cannot be ruled out by a look is sent once;
 * (b) `done` and `already-done` are said only of what stands;
 * (c) "nothing of ours is there, nor on its way" is said only when it is so;
 * (d) in a world that is well again every step ends in time;
 * (e) an undo that ended leaves nothing of ours behind, nor on its way;
 * (f) the before-image is the one our effective send was made on;
 * (g) whose effect it is, is told truly or not at all.
 */
import type { Reply } from '../../../../workflows/contracts/reply.js';
import type { Request } from './record.js';
import type { Image } from './writes.js';
import type { World } from './world.js';

const good = ({ outcome }: Reply): boolean => outcome === 'done' || outcome === 'already-done';

const effects = (world: World, marker: string): Request[] =>
  world.record.requests.filter((one) => one.kind === 'act' && one.marker === marker && one.applied);

/** What may have taken effect where no look reaches. */
const charges = (world: World, marker: string): Request[] =>
  world.record.requests.filter((one) => one.kind === 'act' && one.marker === marker && !one.refused);

export function checkAct(world: World, marker: string, reply: Reply<null, Image>, before: Image | undefined): void {
  const { state } = world.record;
  const { outcome, owner, maybeSent } = reply;
  const ours = world.scenario.oneShot ? charges(world, marker) : effects(world, marker);
  if (!good(reply)) {
    if (!maybeSent && ours.length > 0) world.wrong('c', `${marker} says ${outcome}, nothing sent, though it was`);
    return;
  }
  if (!state.on) world.wrong('b', `${marker} says ${outcome}, but it is off`);
  if (owner === 'us' && state.by !== marker) world.wrong('g', `${marker} says it is its own, but it is ${state.by}'s`);
  if (owner === 'other' && state.by === marker) world.wrong('g', `${marker} says it is another's, but it is its own`);
  const effective = world.record.landed().find((one) => one.marker === marker);
  // A lost image is read again, and may then hold what the staff changed meanwhile; never what we changed.
  if (owner !== 'us' || !effective || world.imageLost) return;
  if (before?.image !== effective.before)
    world.wrong('f', `${marker} has image ${before?.image}, but ${effective.before} was there before its send`);
}

export function checkUndo(world: World, marker: string, reply: Reply): void {
  if (!good(reply)) return;
  const { on, by } = world.record.state;
  if (on && by === marker) world.wrong('e', `${marker} says ${reply.outcome}, but its effect stands`);
  const coming = effects(world, marker).filter((one) => (one.landsAt ?? Infinity) > world.time.now);
  if (coming.length > 0) world.wrong('e', `${marker} says ${reply.outcome}, but its effect is on its way`);
}

/** When all is over and everything has landed. */
export function checkEnd(world: World, markers: string[]): void {
  const { doubles } = world.record;
  if (doubles > 0) world.wrong('a', `the effect came upon itself ${doubles} times`);
  if (!world.scenario.oneShot) return;
  for (const marker of markers) {
    const sent = charges(world, marker).length;
    if (sent > 1) world.wrong('a', `${marker} was sent ${sent} times, though no look can rule out its effect`);
  }
}

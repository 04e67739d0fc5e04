/** A write to the model's record and its undo, in the manner of activities/steps. */
import { ReadFailed, type Answer } from '../../../../activities/http/answer.js';
import { ownerOf, type SendOptions, type Sight, type Write } from '../../../../activities/write/write.js';
import type { UndoInput } from '../../../../workflows/contracts/reply.js';
import type { Request, Seen } from './record.js';
import type { Run, World } from './world.js';

export interface Image {
  image: number;
}
export type Act = Record<string, never>;
export type Undo = UndoInput<Act, null, Image>;

export function actOn(world: World, run: Run): Write<Act, Image, null> {
  let last: Seen | undefined;
  return {
    targets: () => ['record:1'],
    oneShot: () => world.scenario.oneShot,
    async look(context): Promise<Sight<null, Image>> {
      last = await read(world, run);
      if (last.on) {
        const owner = ownerOf(context, world.scenario.marked ? { marked: last.by === context.marker } : {});
        const unconfirmed = owner === 'us' && world.time.now - last.since! < world.scenario.confirmedAfter;
        return { change: 'there', owner, result: null, evidence: 'it is on', ...(unconfirmed && { unconfirmed }) };
      }
      if (last.shut) return { change: 'blocked', outcome: 'rejected', evidence: 'it is shut' };
      return { change: 'none', before: { image: last.image }, evidence: 'it is off' };
    },
    send({ before, marker }, options) {
      if (before?.image !== last?.image)
        world.wrong('f', `sent with image ${before?.image}, though ${last?.image} was read just now`);
      return send(world, run, { kind: 'act', marker, before: before?.image }, options);
    },
  };
}

export function undoOn(world: World, run: Run): Write<Undo, Image, null> {
  return {
    targets: () => ['record:1'],
    async look({ input: { owner }, before, marker }): Promise<Sight<null, Image>> {
      const { on, by, image } = await read(world, run);
      const there = (who: 'us' | 'other', evidence: string): Sight<null, Image> => ({
        change: 'there',
        owner: who,
        result: null,
        evidence,
        provisional: true,
      });
      if (!on) return there(before ? 'us' : 'other', 'it is off');
      const ours = world.scenario.marked ? by === marker : owner === 'us' ? true : undefined;
      if (ours === false) return there('other', 'it is on, and not ours');
      if (ours === undefined) return { change: 'blocked', outcome: 'unknown', evidence: 'whose it is cannot be told' };
      return { change: 'none', before: { image }, evidence: 'it is still on' };
    },
    send: ({ before, marker }, options) => send(world, run, { kind: 'undo', marker, before: before?.image }, options),
  };
}

async function read(world: World, run: Run): Promise<Seen> {
  const { answer, ms } = world.readFate();
  await world.point(run, ms / 2);
  const seen = world.record.seen();
  await world.point(run, ms / 2);
  world.say(`${run.process.name} reads ${answer === 'ok' ? JSON.stringify(seen) : answer}`);
  switch (answer) {
    case 'ok':
      return seen;
    case 'unknown':
      throw new ReadFailed({ kind: 'unknown', sent: true, status: 500, message: 'reading failed' });
    case 'throttled':
      throw new ReadFailed({ kind: 'throttled', sent: false, status: 429, message: 'throttled', retryAfterMs: 800 });
    case 'rejected':
      throw new ReadFailed({ kind: 'rejected', sent: true, status: 400, message: 'reading was refused' });
    case 'unauthenticated':
      throw new ReadFailed({ kind: 'unauthenticated', sent: false, status: 401, message: 'no token' });
  }
}

async function send(
  world: World,
  run: Run,
  what: Pick<Request, 'kind' | 'marker' | 'before'>,
  { beforeSend }: SendOptions,
): Promise<Answer> {
  const { answer, applied, connect, flight, late, stale } = world.sendFate();
  await world.point(run, connect);
  if (answer === 'not-sent') return { kind: 'not-sent', sent: false, message: 'no connection' };
  beforeSend();
  const { now } = world.time;
  const refused = answer !== 'ok' && answer !== 'unknown';
  const request: Request = { ...what, sentAt: now, refused, applied: applied && !refused, late, stale };
  world.record.requests.push(request);
  world.say(`${run.process.name} sends ${what.kind} of ${what.marker}: ${answer}${request.applied ? ', applied' : ''}`);
  run.onTheWay.push(request);
  // Its attempt is over already: what was acknowledged lets it send for W more.
  if (run.over) world.record.over(request);
  await world.point(run, flight);
  world.record.over(request);
  const message = answer;
  switch (answer) {
    case 'ok':
      return { kind: 'ok', sent: true, status: 200, body: null };
    case 'unknown':
      return { kind: 'unknown', sent: true, message };
    case 'rejected':
      return { kind: 'rejected', sent: true, status: 400, message };
    case 'unauthenticated':
      return { kind: 'unauthenticated', sent: false, status: 401, message };
    case 'forbidden':
      return { kind: 'forbidden', sent: false, status: 403, message };
    case 'not-available':
      return { kind: 'not-available', sent: false, status: 501, message };
    case 'throttled':
      return { kind: 'throttled', sent: false, status: 429, message, retryAfterMs: 600 };
  }
}

/** What may happen in a world: drawn by fast-check, and small enough to be read when a property fails. */
import fc from 'fast-check';
import { HB, L, SETTLE, W } from './numbers.js';

/** One answer to a write. `flight`: how long it takes; `late` and `stale`: see record.ts. */
export interface SendFate {
  answer: 'ok' | 'unknown' | 'rejected' | 'unauthenticated' | 'throttled' | 'forbidden' | 'not-available' | 'not-sent';
  applied: boolean;
  connect: number;
  flight: number;
  late: number;
  stale: number;
}

export interface ReadFate {
  answer: 'ok' | 'unknown' | 'throttled' | 'rejected' | 'unauthenticated';
  ms: number;
}

/** One acknowledgement: `lost` after the server has taken it. */
export interface AckFate {
  ms: number;
  lost: boolean;
}

export type What =
  | { what: 'kill' | 'handover' | 'edit' | 'shut' | 'cancel' | 'resetRun' | 'loseDetails' | 'foreignDetails' }
  | { what: 'stop' | 'cut' | 'nudge'; ms: number }
  /** `soft`: the running attempt is told at its next heartbeat; else it is over at once for the server. */
  | { what: 'reset'; wipe: boolean; soft: boolean };

/** Comes in the middle of the n-th wait of an attempt, or so many milliseconds after it. */
export type Happening = { point: number; after: number } & What;

export interface Scenario {
  concurrency: number;
  /** Does the record keep our marker? */
  marked: boolean;
  /** A write whose effect no look can rule out, such as a card payment. */
  oneShot: boolean;
  /** From the effect until its own consequence shows (a paid term); longer than any run: never. */
  confirmedAfter: number;
  /** The first flow turns back after its step. */
  undo: boolean;
  /** A second flow that wants to write the same, so many milliseconds later. */
  rival: number | null;
  /** How often a person says `retry`. */
  retries: number;
  parkedMs: number;
  sends: SendFate[];
  reads: ReadFate[];
  acks: AckFate[];
  happenings: Happening[];
}

export const GOOD_SEND: SendFate = { answer: 'ok', applied: true, connect: 5, flight: 20, late: 0, stale: 0 };
export const GOOD_READ: ReadFate = { answer: 'ok', ms: 20 };
export const GOOD_ACK: AckFate = { ms: 3, lost: false };

const weighted = <T>(...choices: [number, T][]): fc.Arbitrary<T> =>
  fc.oneof(...choices.map(([weight, value]) => ({ weight, arbitrary: fc.constant(value) })));

const lateness = fc.oneof(
  { weight: 3, arbitrary: fc.constant([0, 0]) },
  { weight: 3, arbitrary: fc.constant([L, 0]) },
  { weight: 1, arbitrary: fc.constant([0, L]) },
  {
    weight: 2,
    arbitrary: fc
      .integer({ min: 0, max: L })
      .chain((late) => fc.tuple(fc.constant(late), fc.integer({ min: 0, max: L - late }))),
  },
);

const answer = weighted<SendFate['answer']>(
  [6, 'unknown'],
  [2, 'ok'],
  [1, 'rejected'],
  [1, 'unauthenticated'],
  [1, 'throttled'],
  [1, 'not-sent'],
  [1, 'forbidden'],
  [1, 'not-available'],
);

const send: fc.Arbitrary<SendFate> = fc
  .record({
    answer,
    applied: weighted([3, true], [1, false]),
    connect: weighted([8, 5], [1, W + 50], [1, HB + 200]),
    flight: weighted([5, 20], [1, 500], [1, 1900], [1, 3000]),
    lateness,
  })
  .map(({ answer: kind, applied, connect, flight, lateness: [late, stale] }) => ({
    answer: kind,
    applied: applied && (kind === 'ok' || kind === 'unknown'),
    connect,
    flight,
    late: late!,
    stale: stale!,
  }));

const read: fc.Arbitrary<ReadFate> = fc.record({
  answer: weighted<ReadFate['answer']>(
    [12, 'ok'],
    [3, 'unknown'],
    [1, 'throttled'],
    [1, 'rejected'],
    [1, 'unauthenticated'],
  ),
  ms: weighted([8, 20], [1, 700], [1, 2500], [1, 6000]),
});

const ack: fc.Arbitrary<AckFate> = fc.record({
  ms: weighted([8, 3], [2, 250], [1, 450], [1, 900]),
  lost: weighted([8, false], [1, true]),
});

const duration = weighted([2, W], [2, 700], [2, HB + 300], [2, 1900], [2, SETTLE + 600], [1, 7000]);

const what: fc.Arbitrary<What> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<What>({ what: 'kill' }) },
  { weight: 4, arbitrary: duration.map<What>((ms) => ({ what: 'stop', ms })) },
  { weight: 2, arbitrary: duration.map<What>((ms) => ({ what: 'cut', ms })) },
  { weight: 2, arbitrary: fc.constant<What>({ what: 'handover' }) },
  {
    weight: 3,
    arbitrary: fc.record({ wipe: fc.boolean(), soft: fc.boolean() }).map<What>((how) => ({ what: 'reset', ...how })),
  },
  { weight: 2, arbitrary: fc.constant<What>({ what: 'resetRun' }) },
  { weight: 1, arbitrary: duration.map<What>((ms) => ({ what: 'nudge', ms })) },
  { weight: 1, arbitrary: fc.constantFrom<What>({ what: 'loseDetails' }, { what: 'foreignDetails' }) },
  { weight: 1, arbitrary: fc.constantFrom<What>({ what: 'edit' }, { what: 'shut' }, { what: 'cancel' }) },
);

const happening: fc.Arbitrary<Happening> = fc
  .tuple(
    fc.oneof(
      { weight: 3, arbitrary: fc.integer({ min: 1, max: 9 }) },
      { weight: 1, arbitrary: fc.integer({ min: 10, max: 40 }) },
    ),
    weighted([8, 0], [1, 12], [1, 300], [1, 1500]),
    what,
  )
  .map(([point, after, event]) => ({ point, after, ...event }));

export const scenarios: fc.Arbitrary<Scenario> = fc
  .record({
    concurrency: weighted([2, 1], [2, 2], [1, 3]),
    marked: fc.boolean(),
    oneShot: weighted([6, false], [1, true]),
    confirmedAfter: weighted([8, 0], [1, 1500], [1, 1e9]),
    script: fc.oneof(
      fc.constant({ undo: false, rival: null }),
      fc.constant({ undo: true, rival: null }),
      weighted([2, 0], [1, 30], [1, 700], [1, 1500], [1, 3000], [1, 5500]).map((rival) => ({ undo: false, rival })),
    ),
    retries: fc.integer({ min: 0, max: 2 }),
    parkedMs: weighted([3, 10], [1, 1500], [1, 4000]),
    sends: fc.array(send, { maxLength: 4 }),
    reads: fc.array(read, { maxLength: 6 }),
    acks: fc.array(ack, { maxLength: 6 }),
    happenings: fc.array(happening, { maxLength: 5 }),
  })
  .map(({ script, ...rest }) => ({ ...rest, ...script }));

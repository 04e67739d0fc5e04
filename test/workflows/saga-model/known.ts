/** Worlds in which the core once did not do what it must, by what was wrong. */
import type { Fate, Move, Point, Saying, Scenario, StepPlan } from './scenario.js';

const STEP: StepPlan = { kind: 'compensatable', undos: 1, on: {}, skippable: false, correctable: false, needs: false, there: false, clear: true, fates: [], undoFates: [] };
const step = (more: Partial<StepPlan>): StepPlan => ({ ...STEP, ...more });
const pivot = (more: Partial<StepPlan>): StepPlan => step({ kind: 'pivot', undos: 0, ...more });
const REFUSED = step({ fates: [{ how: 'rejected', sent: false, lands: false }] });

const fate = (how: Fate['how'], more: Partial<Fate> = {}): Fate => ({ how, sent: false, lands: false, ...more });
const LANDED = fate('unknown', { sent: true, lands: true });

const CANCEL: Move = { what: 'cancel' };
const say = (verb: Saying['verb'], more: Partial<Saying> = {}): Saying => ({ what: 'verb', verb, signed: true, step: 'right', input: 'absent', ref: true, byHand: true, twice: false, ...more });

const at = (moves: Move[], more: Partial<Point> = {}): Point => ({ moves, together: false, evict: false, ...more });
const QUIET = at([]);

const world = (steps: StepPlan[], ...points: Point[]): Scenario => ({ approval: false, steps, points });

export const KNOWN: Record<string, Scenario> = {
  'a cancel during the last step is told of': world([step({})], at([CANCEL])),
  'a cancel during a pivot at the end is told of': world([pivot({})], at([CANCEL])),
  'a pivot is refused after all, and the report does not say that the flow went forward': world(
    [step({}), pivot({ fates: [fate('unknown', { sent: true }), fate('rejected')] })],
    QUIET,
    at([CANCEL]),
    at([say('retry')]),
  ),
  'a cancel has come, and a payment is marked done': world([pivot({ fates: [fate('fails')] }), step({})], at([CANCEL]), at([say('markDone')], { evict: true })),
  'a cancel has come, and an undo is marked done': world(
    [step({ undoFates: [fate('unauthorized')] }), step({})],
    QUIET,
    at([CANCEL]),
    QUIET,
    at([say('markDone')]),
  ),
  'a cancel comes while a payment that was taken by hand is looked for': world(
    [step({}), pivot({ fates: [fate('unavailable')] })],
    QUIET,
    QUIET,
    at([say('markDone'), CANCEL]),
  ),
  'what was sent and skipped is undone when the flow turns back': world([step({ fates: [LANDED] }), REFUSED], QUIET, at([say('skip')], { evict: true })),
  'a step is given up for a cancel': world([step({}), step({ fates: [fate('unavailable')] })], QUIET, at([CANCEL])),
  'what is ours though it was marked done is told to others': world([step({ fates: [LANDED] }), step({ fates: [fate('unavailable')] })], QUIET, at([say('markDone', { byHand: false })])),
  'the second undo is told what the step came to, though the first was marked done': world(
    [step({ undos: 2, undoFates: [fate('unauthorized')] }), REFUSED],
    QUIET,
    QUIET,
    QUIET,
    at([say('markDone')]),
  ),
  'the second undo begins with nothing of the first, which was marked done': world(
    [step({ undos: 2, undoFates: [LANDED] }), REFUSED],
    QUIET,
    QUIET,
    QUIET,
    at([say('markDone', { byHand: false })]),
  ),
  'an invalid correction leaves the step parked, whatever the step wishes when the API is not there': world(
    [step({ correctable: true, on: { rejected: 'park', unavailable: 'compensate' }, fates: [fate('rejected')] })],
    QUIET,
    at([say('retryWith', { input: 'invalid' })]),
  ),
};

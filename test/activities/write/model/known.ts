/** Scenarios that once broke a property, or break one with a planted bug, by what is wrong: every search begins with them. */
import { GOOD_READ, GOOD_SEND, type ReadFate, type Scenario, type SendFate } from './scenario.js';

const PLAIN: Scenario = {
  concurrency: 2,
  marked: false,
  oneShot: false,
  confirmedAfter: 0,
  undo: false,
  rival: null,
  retries: 0,
  parkedMs: 10,
  sends: [],
  reads: [],
  acks: [],
  happenings: [],
};
const LATE: SendFate = { ...GOOD_SEND, late: 2000 };
const LOST: SendFate = { ...GOOD_SEND, answer: 'unknown' };
const REFUSED: SendFate = { ...GOOD_SEND, answer: 'rejected', applied: false };
const SLOW = { ...GOOD_READ, ms: 2500 };
const VERY_SLOW = { ...GOOD_READ, ms: 6000 };
const FAILED: ReadFate = { ...GOOD_READ, answer: 'unknown' };

export const KNOWN: Record<string, Scenario> = {
  'a look from within the quarantine is acted on when it is over': {
    ...PLAIN,
    rival: 0,
    sends: [LATE],
    reads: [VERY_SLOW, SLOW, GOOD_READ, SLOW],
    happenings: [
      { point: 1, after: 0, what: 'kill' },
      { point: 12, after: 0, what: 'handover' },
    ],
  },
  'the slot is lost while an answer is missing, and a rival writes': {
    ...PLAIN,
    concurrency: 1,
    rival: 0,
    sends: [{ ...LOST, applied: false, flight: 1900 }],
    reads: [GOOD_READ, GOOD_READ, VERY_SLOW],
    happenings: [{ point: 4, after: 0, what: 'cut', ms: 400 }],
  },
  'an attempt that was given up is refused, and a rival writes': {
    ...PLAIN,
    concurrency: 1,
    rival: 0,
    sends: [
      { ...REFUSED, connect: 450, flight: 1900 },
      { ...LOST, connect: 1200, stale: 11 },
    ],
    reads: [FAILED],
    happenings: [
      { point: 10, after: 0, what: 'reset', wipe: false, soft: false },
      { point: 11, after: 0, what: 'handover' },
    ],
  },
  'the announcement is on record, but its answer was lost, and a rival writes': {
    ...PLAIN,
    concurrency: 1,
    rival: 0,
    acks: [{ ms: 3, lost: true }],
    happenings: [{ point: 8, after: 0, what: 'cut', ms: 700 }],
  },
  'a process dies at its first look, and what stood there is taken for ours': {
    ...PLAIN,
    concurrency: 1,
    rival: 0,
    happenings: [{ point: 10, after: 0, what: 'kill' }],
  },
  'after a second takeover the send of before the first is taken for the last one': {
    ...PLAIN,
    concurrency: 1,
    rival: 0,
    retries: 1,
    reads: [{ ...FAILED, answer: 'unauthenticated' }, SLOW, GOOD_READ, { ...FAILED, answer: 'unauthenticated' }],
    happenings: [
      { point: 1, after: 0, what: 'reset', wipe: false, soft: false },
      { point: 33, after: 0, what: 'kill' },
      { point: 8, after: 0, what: 'kill' },
    ],
  },
  'the record cannot be read after the settle time': {
    ...PLAIN,
    sends: [{ ...LOST, flight: 500, stale: 2000 }],
    reads: [VERY_SLOW, GOOD_READ, GOOD_READ, FAILED, FAILED, FAILED],
  },
  'the record is shut while our write is landing': {
    ...PLAIN,
    sends: [{ ...LATE, answer: 'unknown' }],
    happenings: [{ point: 5, after: 0, what: 'shut' }],
  },
  'what is there is never confirmed, and the flow turns back': { ...PLAIN, undo: true, confirmedAfter: 1e9 },
};

/** Scenarios that once broke a property, or break one with a planted bug, by what is wrong: every search begins with them. */
import { GOOD_READ, GOOD_SEND, type Scenario, type SendFate } from './scenario.js';

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
const SLOW = { ...GOOD_READ, ms: 2500 };

export const KNOWN: Record<string, Scenario> = {
  'look-in-quarantine': {
    ...PLAIN,
    rival: 0,
    sends: [LATE],
    reads: [{ ...GOOD_READ, ms: 6000 }, SLOW, GOOD_READ, SLOW],
    happenings: [
      { point: 1, after: 0, what: 'kill' },
      { point: 12, after: 0, what: 'handover' },
    ],
  },
};

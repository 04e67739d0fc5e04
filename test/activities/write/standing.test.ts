import { describe, expect, test } from '@jest/globals';
import { standingOf, type Standing } from '../../../activities/write/standing.js';
import { VERSION, type Call } from '../../../workflows/contracts/reply.js';

const SETTLE = 2400;
const T0 = 1_000_000;
const FIRST = { number: 1, scheduled: T0, currentScheduled: T0, details: undefined };
const call = (more: Partial<Call> = {}): Call => ({
  v: VERSION,
  tenant: 't',
  key: 'k',
  step: 's',
  input: {},
  prior: 'none',
  ...more,
});
const later = (number: number, ms: number, details?: unknown) => ({
  number,
  scheduled: T0,
  currentScheduled: T0 + ms,
  details,
});
const quiet = (attempt: number, since: number, more: object = {}) => ({
  v: VERSION,
  quiet: attempt,
  since,
  sends: 1,
  ...more,
});
const SENDING = { v: VERSION, sending: true, since: 0, sends: 1, before: 'image' };

const NEVER = { never: true, clean: true, since: 0 };
const OPENS = (ms: number) => ({ never: false, quiet: false, clean: false, since: T0 + ms });

type Row = [string, Partial<Call>, Parameters<typeof standingOf>[1], Partial<Standing>];
const TABLE: Row[] = [
  ['the first attempt', {}, FIRST, { ...NEVER, quiet: false, sends: 0, announced: false }],
  ['a first attempt of a repair', { prior: 'maybeSent' }, FIRST, OPENS(0)],
  [
    'a first attempt of a repair that never sent',
    { prior: 'none', before: 'image' },
    FIRST,
    { ...NEVER, before: 'image' },
  ],
  ['a first attempt of a run that was reset', { reset: true }, FIRST, OPENS(0)],
  ['a call of another version', { v: VERSION + 1 }, FIRST, OPENS(0)],

  ['attempt 1 after Activity Reset, details wiped', {}, later(1, 500), OPENS(500)],
  [
    'attempt 1 after Activity Reset, details kept',
    {},
    later(1, 500, SENDING),
    { ...OPENS(500), sends: 1, announced: true },
  ],
  ['attempt 1 after Activity Reset, quiet details kept', {}, later(1, 9000, quiet(1, T0)), OPENS(9000)],
  ['attempt 1 with details of an attempt 0', {}, later(1, 9000, quiet(0, T0)), OPENS(9000)],
  ['attempt 1 with details at the first scheduling', {}, { ...FIRST, details: quiet(0, 0) }, OPENS(0)],

  ['attempt 2, nothing known of the first', {}, later(2, 1000), OPENS(1000)],
  [
    'attempt 2 after a send',
    {},
    later(2, 1000, SENDING),
    { ...OPENS(1000), sends: 1, announced: true, before: 'image' },
  ],
  ['attempt 2 long after a send', {}, later(2, 99_000, SENDING), { ...OPENS(99_000), announced: true }],
  [
    'attempt 2 after a send that took no effect',
    {},
    later(2, 1000, { ...SENDING, sending: undefined }),
    { ...OPENS(1000), announced: false },
  ],
  ['attempt 2 after a first one that never sent', {}, later(2, 1000, quiet(1, 0)), { ...NEVER, quiet: true }],
  [
    'the same, with a repair',
    { prior: 'maybeSent' },
    later(2, 1000, quiet(1, T0)),
    { quiet: true, clean: false, since: T0 },
  ],

  [
    'quiet, but not settled',
    {},
    later(3, SETTLE - 1, quiet(2, T0)),
    { never: false, quiet: true, clean: false, since: T0 },
  ],
  [
    'quiet and settled',
    {},
    later(3, SETTLE, quiet(2, T0)),
    { never: false, quiet: true, clean: true, since: T0, announced: false },
  ],
  [
    'quiet, settled since a late round',
    {},
    later(9, 9000, quiet(8, T0 + 6600)),
    { quiet: true, clean: true, since: T0 + 6600 },
  ],
  ['quiet since a late round, not settled', {}, later(9, 9000, quiet(8, T0 + 6601)), { quiet: true, clean: false }],
  ['a chain broken by an attempt without a record', {}, later(4, 9000, quiet(2, T0)), OPENS(9000)],
  ['a broken chain of one that never sent', {}, later(4, 9000, quiet(2, 0)), OPENS(9000)],
  ['a chain that claims this very attempt', {}, later(4, 9000, quiet(4, T0)), OPENS(9000)],

  [
    'details of another version',
    {},
    later(2, 1000, { ...quiet(1, 0), v: VERSION + 1, before: 'image' }),
    { ...OPENS(1000), sends: 1, before: undefined },
  ],
  ['details of no known form', {}, later(2, 1000, 'sent'), { ...OPENS(1000), sends: 1 }],
  ['quiet details of another version, settled', {}, later(3, 9000, { ...quiet(2, T0), v: 0 }), OPENS(9000)],

  [
    'the image of the details before that of the call',
    { before: 'older' },
    later(2, 1000, SENDING),
    { before: 'image' },
  ],
  [
    'the image of the call when the details have none',
    { before: 'older' },
    later(2, 1000, quiet(1, T0)),
    { before: 'older' },
  ],
];

describe('standing', () => {
  test.each(TABLE)('%s', (_name, more, attempt, expected) => {
    expect(standingOf(call(more), attempt, SETTLE)).toMatchObject(expected);
  });

  const combinations = [1, 2, 3, 7].flatMap((number) =>
    [0, 1, SETTLE - 1, SETTLE, 90_000].flatMap((ms) =>
      [
        undefined,
        SENDING,
        quiet(number - 1, 0),
        quiet(number - 1, T0),
        quiet(number, T0),
        quiet(0, 0),
        { v: 99 },
      ].flatMap((details) =>
        (['none', 'maybeSent'] as const).flatMap((prior) =>
          [true, false].map((reset) => ({ attempt: later(number, ms, details), prior, reset })),
        ),
      ),
    ),
  );

  test(`in all ${combinations.length} combinations a proof needs an unbroken record`, () => {
    for (const { attempt, prior, reset } of combinations) {
      const { never, quiet: isQuiet, clean, since } = standingOf(call({ prior, reset }), attempt, SETTLE);
      const { details, number, currentScheduled, scheduled } = attempt;
      const known = details as { quiet?: number; since: number } | undefined;
      const untouched = prior === 'none' && !reset && !details && number === 1 && currentScheduled === scheduled;
      const chained = number > 1 && known?.quiet === number - 1;
      expect(isQuiet).toBe(chained);
      expect(never).toBe(untouched || (chained && known.since === 0));
      expect(clean).toBe(never || (chained && currentScheduled - known.since >= SETTLE));
      expect(since).toBe(never ? 0 : chained ? known.since : currentScheduled);
    }
  });
});

/** What tells of later changes, which time is audited, how flows are counted, and what unreadable records mean. */
import { describe, expect, test } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/common';
import { count, newTally, standingOf } from '../../../activities/audit/count.js';
import { LaterFlows } from '../../../activities/audit/later.js';
import { momentOf, periodOf } from '../../../activities/audit/period.js';
import { reactionTo } from '../../../activities/audit/stumble.js';
import { traceOf } from '../../../activities/audit/trace.js';
import { ReadFailed } from '../../../activities/http/answer.js';
import type { AuditLine } from '../../../workflows/contracts/audit.js';
import { BEGUN, CLOSED, closedFlow, paymentClaim } from './told.js';

describe('the last change of a record', () => {
  const trace = (updatedOn: string | undefined, updatedBy: string | undefined, ours = true) => traceOf({ updatedOn, updatedBy }, { startedAt: BEGUN, closedAt: CLOSED, apiUser: 'duesflow', ours });

  test('by another user than the flow that wrote it last is a later one', () => {
    expect(trace('2026-03-01T09:00:00', 'STAFF')).toBe('yes');
    expect(trace(undefined, 'STAFF')).toBe('yes');
    expect(trace('2026-03-01T10:00:00', 'DuesFlow')).toBe('no');
  });

  test('from before the flow began shows that it never wrote, whoever it was; what was changed while it waited for a person does not', () => {
    expect(trace('2020-03-01T10:00:00', 'STAFF')).toBe('no');
    const waited = (ours: boolean) => traceOf({ updatedOn: '2026-02-20T10:00:00', updatedBy: 'STAFF' }, { startedAt: '2026-02-10T10:00:00.000Z', closedAt: CLOSED, apiUser: 'duesflow', ours });
    expect([waited(true), waited(false)]).toEqual(['yes', 'perhaps']);
  });

  test('without a zone is compared over all zones, with one by the clocks alone', () => {
    expect(trace('2026-03-02T09:00:00', 'duesflow')).toBe('no');
    expect(trace('2026-03-02T13:00:00', 'duesflow')).toBe('yes');
    expect(trace('2026-03-01T10:20:00Z', 'duesflow')).toBe('yes');
    expect(trace('2026-03-01T10:03:00Z', 'duesflow')).toBe('no');
    expect(trace('2026-03-01T12:20:00+02:00', 'duesflow')).toBe('yes');
  });

  test('of a record that the flow found, by another: only time tells', () => {
    expect(trace('2026-03-01T10:00:00', 'STAFF', false)).toBe('perhaps');
    expect(trace('2026-03-09T10:00:00', 'STAFF', false)).toBe('yes');
    expect(trace('2019-03-09T10:00:00', 'STAFF', false)).toBe('no');
  });

  test('that the API does not give tells nothing', () => {
    expect(trace(undefined, undefined)).toBe('perhaps');
    expect(trace('soon', undefined)).toBe('perhaps');
    expect(trace('2026-03-09', undefined)).toBe('yes');
  });
});

describe('later flows of ours', () => {
  const at = (runId: string, closedAt: string, changes: string[], more = {}) => closedFlow({ runId, workflowId: runId, closedAt, changes, ...more });
  const flow = closedFlow({ changes: ['row:7|REG'] });
  const after = (...others: ReturnType<typeof at>[]) => new LaterFlows([flow, ...others]).after(flow, ['row:7|REG', 'rows']);

  test('closed after it: surely. At work beside it, or an import: perhaps. Before it, or of another record: not', () => {
    expect(after()).toBeUndefined();
    expect(after(at('b', '2026-03-02T00:00:00.000Z', ['row:7|REG']))).toMatchObject({ workflowId: 'b', surely: true });
    expect(after(at('b', '2026-03-01T09:30:00.000Z', ['row:7|REG']))).toMatchObject({ surely: false });
    expect(after(at('b', '2026-03-02T00:00:00.000Z', ['rows']))).toMatchObject({ surely: false });
    expect(after(at('b', '2026-03-01T08:00:00.000Z', ['row:7|REG']))).toBeUndefined();
    expect(after(at('b', '2026-03-02T00:00:00.000Z', ['row:7|JOUR']))).toBeUndefined();
  });

  test('the last sure one is named', () => {
    const found = after(at('b', '2026-03-02T00:00:00.000Z', ['row:7|REG']), at('c', '2026-03-03T00:00:00.000Z', ['row:7|REG']), at('d', '2026-03-04T00:00:00.000Z', ['rows']));
    expect(found).toMatchObject({ workflowId: 'c', surely: true });
  });

  test('payments of other references on one invoice', () => {
    const [mine, theirs] = [paymentClaim(), paymentClaim({ reference: 'CHK-2' })];
    const payer = closedFlow({ claims: [mine] });
    const flows = new LaterFlows([payer, closedFlow({ runId: 'b', workflowId: 'b', claims: [theirs] }), closedFlow({ runId: 'c', claims: [mine] })]);
    expect(flows.othersOn('8158', mine, payer)).toEqual([{ workflowId: 'b', claim: theirs }]);
    expect(flows.othersOn('9', mine, payer)).toEqual([]);
  });
});

describe('the time that is audited', () => {
  const now = '2026-03-10T06:00:00.000Z';
  const refused = (of: object) => {
    try {
      return periodOf(of, now, undefined);
    } catch (error) {
      return error;
    }
  };

  test('begins where the last audit ended, a little before; else a day ago', () => {
    expect(periodOf({}, now, undefined)).toEqual({ since: '2026-03-09T06:00:00.000Z', until: now });
    expect(periodOf({}, now, '2026-03-07T06:00:00.000Z')).toEqual({ since: '2026-03-07T05:55:00.000Z', until: now });
    // The last one looked further than this one is to.
    expect(periodOf({ until: '2026-03-05' }, now, '2026-03-07T06:00:00.000Z')).toEqual({ since: '2026-03-04T00:00:00.000Z', until: '2026-03-05T00:00:00.000Z' });
  });

  test('takes dates, times and spans', () => {
    expect(['7d', '24h', '30m', '2026-03-01', '2026-03-01T08:00:00+02:00'].map((value) => momentOf(value, now))).toEqual(
      ['2026-03-03T06:00', '2026-03-09T06:00', '2026-03-10T05:30', '2026-03-01T00:00', '2026-03-01T06:00'].map((time) => `${time}:00.000Z`),
    );
    expect(refused({ since: '2026-03-05', until: '2026-03-05' })).toBeInstanceOf(ApplicationFailure);
  });
});

describe('counting', () => {
  const line = (kind: AuditLine['kind'], record = '') => ({ kind, record }) as AuditLine;

  test('a flow counts by its worst finding', () => {
    expect(standingOf([])).toBe('as-reported');
    expect(standingOf([line('superseded'), line('unknown')])).toBe('unknown');
    expect(standingOf([line('unknown'), line('drift'), line('false-word')])).toBe('false-word');
    expect(standingOf([line('not-audited')])).toBe('not-audited');
  });

  test('what is shown is bounded, and false words come first', () => {
    const tally = newTally();
    for (let n = 0; n < 30; n += 1) count(tally, 'payInvoice', 'drift', [line('drift', String(n)), line('superseded')]);
    count(tally, 'renewMember', 'false-word', [line('false-word')]);
    count(tally, 'renewMember', 'as-reported', []);
    expect(tally.totals).toEqual({ drift: 30, 'false-word': 1, 'as-reported': 1 });
    expect(tally.byFlow).toEqual({ payInvoice: { drift: 30 }, renewMember: { 'false-word': 1, 'as-reported': 1 } });
    expect(tally.shown).toHaveLength(20);
    expect(tally.shown.slice(0, 3).map(({ kind, record }) => `${kind} ${record}`)).toEqual(['false-word ', 'drift 0', 'drift 1']);
  });
});

describe('records that cannot be read', () => {
  const failed = (kind: 'unknown' | 'throttled' | 'not-sent' | 'forbidden' | 'unauthenticated', more = {}) => new ReadFailed({ kind, sent: true, status: 500, message: kind, ...more } as ConstructorParameters<typeof ReadFailed>[0]);

  test('are asked for again, and left when the answer stays odd', () => {
    const first = reactionTo(failed('unknown'), undefined, 100, 20_000);
    expect(first).toEqual({ again: 1000, stumbles: { times: 1, sinceMs: 100 } });
    expect(reactionTo(failed('unknown'), { times: 1, sinceMs: 100 }, 1100, 20_000)).toMatchObject({ again: 2000 });
    expect(reactionTo(failed('unknown'), { times: 2, sinceMs: 100 }, 3100, 20_000)).toBe('leave');
  });

  test('are waited for while the API is away or asks for it, until patience is over', () => {
    expect(reactionTo(failed('not-sent'), { times: 9, sinceMs: 0 }, 19_000, 20_000)).toMatchObject({ again: 30_000 });
    expect(reactionTo(failed('throttled', { retryAfterMs: 7000 }), undefined, 0, 20_000)).toMatchObject({ again: 7000 });
    expect(reactionTo(failed('not-sent'), { times: 9, sinceMs: 0 }, 20_000, 20_000)).toBe('give up');
  });

  test('that are forbidden are left; a wrong log-in ends all', () => {
    expect(reactionTo(failed('forbidden'), undefined, 0, 20_000)).toBe('leave');
    expect(reactionTo(failed('unauthenticated'), undefined, 0, 20_000)).toBe('give up');
  });
});

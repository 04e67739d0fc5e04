/** Judges of terms: they stand, or are gone. */
import { describe, expect, test } from '@jest/globals';
import { judgeNoTerm, judgeTerm } from '../../../activities/audit/judge/term.js';
import type { Subscription } from '../../../activities/imis/subscription.js';
import { byStaff, invoice, row, termClaim, THEN, told, WEEKS_LATER, YEARS_AGO } from './told.js';

const ROW = 'row:7|REG';

describe('a term that stands', () => {
  const kindOf = (now: Subscription | undefined, claim = termClaim(), context = told()) => judgeTerm(claim, now, context)?.kind;

  test('is as reported, whoever has changed other members of the row', () => {
    expect(kindOf(row())).toBeUndefined();
    expect(kindOf(row({ ...byStaff, sourceCode: 'DESK', balance: '95.00', paidThru: undefined }))).toBeUndefined();
    expect(kindOf(row({ billedAmount: '95' }))).toBeUndefined();
    expect(kindOf(row({ billBegin: undefined, beginDate: '2026-01-01' }))).toBeUndefined();
    expect(kindOf(row({ billThrough: '2027-01-31' }), termClaim({ through: null }))).toBeUndefined();
  });

  test.each<[string, Partial<Subscription>, string]>([
    ['inactive', { active: false }, 'the row is inactive'],
    ['cancelled', { cancelledAsOf: '2026-06-30' }, 'the row is cancelled as of 2026-06-30'],
    ['shortened', { billThrough: '2026-06-30' }, 'the row stands at the term from 2026-01-01 through 2026-06-30'],
    ['billed otherwise', { billedAmount: '40.00' }, 'the row is billed 40.00'],
    ['set back', { billBegin: '2025-01-01', billThrough: '2025-12-31' }, 'the row stands at the term from 2025-01-01 through 2025-12-31'],
  ])('%s: drift by another user or by time, else a false word', (_, changes, found) => {
    expect(judgeTerm(termClaim(), row({ ...changes, ...byStaff }), told())).toMatchObject({ kind: 'drift', found, record: 'subscription REG of party 7', evidence: `last changed on ${THEN} by STAFF` });
    expect(kindOf(row({ ...changes, lastUpdated: WEEKS_LATER }))).toBe('drift');
    expect(judgeTerm(termClaim(), row(changes), told())).toMatchObject({ kind: 'false-word', evidence: expect.stringContaining('nothing tells of a later change') as unknown });
    expect(kindOf(row({ ...changes, lastUpdated: undefined, updatedBy: undefined }))).toBe('unknown');
  });

  test('a later flow of ours on the row answers for it; one beside it, or an import, may', () => {
    const ended = row({ active: false });
    expect(judgeTerm(termClaim(), ended, told({ [ROW]: {} }))).toMatchObject({ kind: 'superseded', evidence: expect.stringContaining('modifySubscription:t:7') as unknown });
    expect(kindOf(ended, termClaim(), told({ [ROW]: { surely: false } }))).toBe('unknown');
    expect(kindOf(ended, termClaim(), told({ rows: { surely: false } }))).toBe('unknown');
    expect(kindOf(row({ active: false, ...byStaff }), termClaim(), told({ rows: { surely: false } }))).toBe('drift');
    expect(kindOf(ended, termClaim(), told({ 'row:7|JOUR': {} }))).toBe('false-word');
  });

  test('a later write of ours may hide who changed the row before; an ended chapter row may follow the chapter', () => {
    const ended = row({ active: false, invoiceId: '8158', billToPartyId: '8' });
    for (const written of ['touched:7', 'touched:8', 'touched invoice:8158']) {
      expect(judgeTerm(termClaim(), ended, told({ [written]: {} }))).toMatchObject({ kind: 'unknown', evidence: expect.stringContaining('hidden by a later write of ours') as unknown });
      expect(kindOf({ ...ended, ...byStaff }, termClaim(), told({ [written]: {} }))).toBe('drift');
      // Weeks later, by our own user: the later write itself.
      expect(kindOf({ ...ended, lastUpdated: WEEKS_LATER }, termClaim(), told({ [written]: {} }))).toBe('unknown');
    }
    expect(kindOf(ended, termClaim(), told({ 'touched:9': {}, 'chapters:7': {} }))).toBe('false-word');
    const chapter = { itemId: 'CHAPT/EAST' };
    expect(kindOf(row({ ...chapter, active: false }), termClaim(chapter), told({ 'chapters:7': {} }))).toBe('superseded');
  });

  test('a later term is never a false word, and superseded where a run of ours may have billed it', () => {
    const next = { billBegin: '2027-01-01', billThrough: '2027-12-31' };
    expect(judgeTerm(termClaim(), row(next), told())).toMatchObject({ kind: 'drift', evidence: expect.stringContaining('a later term') as unknown });
    expect(kindOf(row({ ...next, ...byStaff }))).toBe('drift');
    expect(kindOf(row(next), termClaim(), told({ rows: { surely: false } }))).toBe('superseded');
    expect(kindOf(row({ ...next, ...byStaff }), termClaim(), told({ rows: { surely: false } }))).toBe('drift');
  });

  test('found by the flow as it was: another user proves nothing, only time does', () => {
    const found = termClaim({ ours: false });
    expect(kindOf(row({ active: false, ...byStaff }), found)).toBe('unknown');
    expect(kindOf(row({ active: false, updatedBy: 'STAFF', lastUpdated: WEEKS_LATER }), found)).toBe('drift');
    expect(kindOf(row({ active: false, updatedBy: 'STAFF', lastUpdated: YEARS_AGO }), found)).toBe('false-word');
  });

  test('without a row: rows are ended, not deleted', () => {
    expect(kindOf(undefined)).toBe('false-word');
    expect(kindOf(undefined, termClaim(), told({ [ROW]: {} }))).toBe('superseded');
  });
});

describe('a term that was taken back', () => {
  const claim = { kind: 'no term', partyId: '7', itemId: 'REG', begin: '2026-01-01', invoiceId: '8158' } as const;
  const kindOf = (now: Subscription | undefined, bill = invoice({ balance: '0.00' }), context = told()) => judgeNoTerm(claim, now, bill, context)?.kind;

  test('is gone: no row, an ended one, or one at another term', () => {
    for (const gone of [undefined, row({ active: false }), row({ cancelledAsOf: '2026-01-01' }), row({ billBegin: '2025-01-01' })]) expect(kindOf(gone)).toBeUndefined();
  });

  test('stands again: drift by another, superseded by a flow of ours, else a false word', () => {
    expect(kindOf(row(byStaff))).toBe('drift');
    expect(kindOf(row(), invoice(), told({ [ROW]: {} }))).toBe('superseded');
    expect(kindOf(row())).toBe('false-word');
  });

  test('its invoice owes nothing', () => {
    const ended = row({ active: false });
    expect(judgeNoTerm(claim, ended, invoice({ balance: '95.00' }), told())).toMatchObject({ kind: 'false-word', record: 'invoice 8158', found: '95.00 is owed on it' });
    expect(kindOf({ ...ended, ...byStaff }, invoice({ balance: '95.00' }))).toBe('drift');
    expect(kindOf(ended, invoice({ balance: '95.00', pendingAmount: '95.00' }))).toBeUndefined();
    expect(judgeNoTerm(claim, ended, undefined, told())).toBeUndefined();
  });
});

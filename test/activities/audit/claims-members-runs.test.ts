/** From a report to what it claims: properties of members, and bulk runs. */
import { describe, expect, test } from '@jest/globals';
import { said, step, turnedBack } from './reports.js';

describe('updateMember', () => {
  const run = { workflowId: 'id', runId: 'run-1' };
  const of = { kind: 'properties', partyId: '7', run };
  const set = { 'PersonName.LastName': 'Okonkwo', email: 'ada@example.org' };
  const names = ['lastName', 'email'];

  test('claims names alone; what it found as wished it has not changed', () => {
    const { claims, changes } = said('updateMember', { partyId: '7', set }, [step('change member')], { changed: ['lastName'], unchanged: ['email'] });
    expect(claims).toEqual([{ ...of, names, changed: ['lastName'], undone: false, ours: true }]);
    expect(changes).toEqual(['property:7|LASTNAME', 'touched:7']);
    expect(JSON.stringify({ claims, changes })).not.toMatch(/Okonkwo|example/);
    const found = said('updateMember', { partyId: '7', set }, [step('change member', { outcome: 'already-done', owner: 'other' })], { changed: [], unchanged: names });
    expect(found).toMatchObject({ claims: [{ names, changed: [], ours: false }], changes: [] });
    const marked = said('updateMember', { partyId: '7', set }, [step('change member', { outcome: 'marked-done', owner: 'unknown' })], { changed: [], unchanged: [], perhapsChanged: names });
    expect(marked.claims).toMatchObject([{ names, changed: names, ours: false }]);
  });

  test('a chapter is a property and a membership; dates that money moved are not written by us for certain', () => {
    const moved = said('updateMember', { partyId: '7', set: { ...set, Chapter: 'EAST' } }, ['check member', 'change member', 'check chapter', 'leave chapter', 'join chapter'].map((name) => step(name)), { changed: [...names, 'chapter'], unchanged: [] });
    expect(moved.claims).toEqual([
      { ...of, names: [...names, 'chapter'], changed: [...names, 'chapter'], undone: false, ours: true },
      { kind: 'membership', partyId: '7', groupId: 'CHAPT/EAST', active: true, partyChapter: 'EAST', ours: true },
    ]);
    expect(moved.changes).toEqual(expect.arrayContaining(['chapter of:7', 'chapters:7', 'member:7|CHAPT/EAST']));
    const steps = ['check member', 'change member', 'purchase subscription', 'check dates'].map((name) => step(name));
    const dated = said('updateMember', { partyId: '7', set: { ...set, PaidThruDate: '2026-12-31', RenewedThruDate: '2026-12-31' } }, steps, { changed: [...names, 'paidThruDate'], unchanged: [] }, { verdict: 'completed-with-exceptions' });
    expect(dated.claims).toMatchObject([{ names: [...names, 'paidThruDate'], ours: false }]);
  });

  test('what was put back is claimed as such; what was refused claims nothing', () => {
    const undone = said('updateMember', { partyId: '7', set }, [step('change member', { compensation: 'undone' })], {}, turnedBack);
    expect(undone).toEqual({ claims: [{ ...of, names, changed: [], undone: true, ours: true }], changes: ['touched:7'] });
    expect(said('updateMember', { partyId: '7', set }, [step('change member', { outcome: 'rejected' })], {}, { verdict: 'rejected' }).claims).toEqual([]);
    expect(said('updateMember', { partyId: '7', set }, [step('change member', { outcome: 'skipped' })], { changed: [], unchanged: [] }, { verdict: 'completed-with-exceptions' }).claims).toEqual([]);
  });
});

describe('a bulk run', () => {
  const run = { kind: 'billing run', billingLogKey: 'K-1', billingRunName: 'Renewals 2026-01-01 DFABCDEFGHJK' };
  const { kind: _kind, ...named } = run;
  const steps = ['run billing', 'follow billing', 'compare with billing log', 'post batch'].map((name) => step(name));

  test('claims its log, the figures, and the batch that is posted', () => {
    const result = { ...named, status: 'UnPostedBatch', batchId: '260101-1', billed: 2, rows: 3, amount: '285.00', posted: true };
    expect(said('runRenewals', { mode: 'bulk' }, steps, result)).toEqual({ claims: [{ ...run, rows: 3, amount: '285.00', posted: '260101-1' }], changes: ['rows'] });
    expect(said('runRenewals', { mode: 'bulk' }, steps, { ...result, posted: false }).claims).toEqual([{ ...run, rows: 3, amount: '285.00' }]);
    expect(said('runRenewals', { mode: 'bulk' }, steps, named).claims).toEqual([run]);
  });

  test('that billed nobody, or was refused, claims nothing', () => {
    expect(said('runRenewals', { mode: 'bulk' }, [step('plan renewals')], {})).toEqual({ claims: [], changes: [] });
    expect(said('runRenewals', { mode: 'bulk' }, [step('run billing', { outcome: 'rejected' })], {}, { verdict: 'rejected' }).claims).toEqual([]);
  });
});

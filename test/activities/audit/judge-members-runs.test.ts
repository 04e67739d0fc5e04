/** Judges of members' properties and of bulk runs. */
import { describe, expect, test } from '@jest/globals';
import type { BillingRunClaim, PropertiesClaim } from '../../../activities/audit/claim.js';
import { judgeProperties } from '../../../activities/audit/judge/properties.js';
import { judgePosted, judgeRun } from '../../../activities/audit/judge/run.js';
import { notAsWished } from '../../../activities/audit/properties.js';
import type { BillingLog } from '../../../activities/imis/billing-log.js';
import { byStaff, THEN, told, WEEKS_LATER, YEARS_AGO } from './told.js';

describe('properties', () => {
  const names = ['lastName', 'email'];
  const claim = (changes: Partial<PropertiesClaim> = {}): PropertiesClaim => ({ kind: 'properties', partyId: '7', names, changed: names, undone: false, ours: true, run: { workflowId: 'w', runId: 'r' }, ...changes });
  const byUs = { updatedOn: THEN, updatedBy: 'DUESFLOW' };
  const staff = { updatedOn: byStaff.lastUpdated, updatedBy: byStaff.updatedBy };
  const kinds = (found: ReturnType<typeof judgeProperties>) => found.map(({ kind, found: names }) => `${kind} ${names}`);

  test('that are as wished are no finding; those that differ are named', () => {
    expect(judgeProperties(claim(), { differing: ['firstName'], ...byUs }, told())).toEqual([]);
    expect(kinds(judgeProperties(claim(), { differing: names, ...staff }, told()))).toEqual(['drift not as it was then: lastName, email']);
  });

  test('that never got there, by the record’s own trace, are a false word', () => {
    for (const ours of [true, false]) expect(kinds(judgeProperties(claim({ ours }), { differing: ['email'], updatedOn: YEARS_AGO, updatedBy: 'STAFF' }, told()))).toEqual(['false-word not as it was then: email']);
    expect(kinds(judgeProperties(claim(), { differing: ['email'], ...byUs }, told()))).toEqual(['false-word not as it was then: email']);
  });

  test('of which the record does not tell are unknown', () => {
    expect(kinds(judgeProperties(claim({ ours: false }), { differing: ['email'], ...staff }, told()))).toEqual(['unknown not as it was then: email']);
    expect(kinds(judgeProperties(claim(), { differing: ['email'] }, told()))).toEqual(['unknown not as it was then: email']);
    expect(kinds(judgeProperties(claim(), { differing: ['email'], ...byUs }, told({ 'touched:7': {} })))).toEqual(['unknown not as it was then: email']);
    // Money moves dates: whether that shows in UpdatedOn is not known.
    expect(kinds(judgeProperties(claim({ names: ['paidThruDate'] }), { differing: ['paidThruDate'], ...byUs }, told()))).toEqual(['unknown not as it was then: paidThruDate']);
    expect(judgeProperties(claim(), undefined, told())).toMatchObject([{ kind: 'unknown', found: 'there is no such party' }]);
  });

  test('each has its own cause: a later flow of ours accounts for what it changed, and for no more', () => {
    const found = judgeProperties(claim(), { differing: names, updatedOn: WEEKS_LATER, updatedBy: 'STAFF' }, told({ 'property:7|EMAIL': {} }));
    expect(kinds(found)).toEqual(['drift not as it was then: lastName', 'superseded not as it was then: email']);
  });

  test('that were put back are wrong only when all of them are as the flow had written them', () => {
    const undone = claim({ undone: true, changed: [] });
    expect(judgeProperties(undone, { differing: ['email'], ...byUs }, told())).toEqual([]);
    expect(judgeProperties(undone, { differing: [], ...byUs }, told())).toMatchObject([{ kind: 'false-word', reported: 'put back as they were: lastName, email' }]);
    expect(judgeProperties(undone, { differing: [], ...staff }, told())).toMatchObject([{ kind: 'drift' }]);
  });
});

describe('comparing a party with what was wished', () => {
  const attribute = (Name: string, Value: unknown) => ({ Name, Value });
  const party = {
    PartyId: '7',
    PersonName: { FirstName: 'Ada', LastName: 'Abel' },
    Phones: { $values: [{ Number: '(555) 0100', PhoneType: 'Mobile' }] },
    AdditionalAttributes: { $values: [attribute('Chapter', 'EAST'), attribute('JoinDate', '2020-03-01T00:00:00'), attribute('PaidThruDate', '2026-12-31T00:00:00'), attribute('CustomerTypeCode', 'M'), attribute('Region', 'North')] },
  };

  test('takes another form of a value for the same', () => {
    const set = { firstName: 'Ada', 'phones.Mobile': '5550100', Chapter: 'CHAPT/EAST', customerTypeCode: 'm', joinDate: '2020-03-01', 'additionalAttributes.Region': 'North' };
    expect(notAsWished(party, set)).toEqual([]);
  });

  test('answers with names', () => {
    expect(notAsWished(party, { 'PersonName.LastName': 'Bell', Chapter: 'WEST', joinDate: '2019-03-01' })).toEqual(['lastName', 'chapter', 'joinDate']);
    expect(notAsWished(party, { Chapter: null })).toEqual(['chapter']);
  });

  test('a later PaidThru covers an earlier one', () => {
    expect(notAsWished(party, { paidThruDate: '2025-12-31' })).toEqual([]);
    expect(notAsWished(party, { paidThruDate: '2027-12-31', renewedThruDate: '2026-12-31' })).toEqual(['paidThruDate', 'renewedThruDate']);
  });
});

describe('a bulk run', () => {
  const claim: BillingRunClaim = { kind: 'billing run', billingLogKey: 'K-1', billingRunName: 'Renewals 1', rows: 3, amount: '285.00' };
  const log = (changes: Partial<BillingLog> = {}): BillingLog => ({ billingLogKey: 'K-1', runName: 'Renewals 1', status: 'Completed', ...changes });
  const judge = (changes: Partial<BillingLog>, rows = 3, amount = '285') => judgeRun(claim, { log: log(changes), rows, amount }, told());

  test('is as its log shows, whether its batch was posted since or not', () => {
    expect([judge({}), judge({ status: 'UnPostedBatch' })]).toEqual([undefined, undefined]);
    const { rows: _rows, amount: _amount, ...unread } = claim;
    expect(judgeRun(unread, { log: log(), rows: 9, amount: '1.00' }, told())).toBeUndefined();
  });

  test('other figures in the log are a false word; a log that says Failed now, drift; a log that is gone, unknown', () => {
    expect(judge({}, 2, '190.00')).toMatchObject({ kind: 'false-word', reported: 'billed 3 rows, 285.00 in all', found: 'its log shows 2 rows, 190.00 in all' });
    expect(judge({}, 3, '286.00')).toMatchObject({ kind: 'false-word' });
    expect(judge({ runName: 'By hand' })).toMatchObject({ kind: 'false-word' });
    expect(judge({ status: 'Failed', information: 'The batch was deleted.' }, 0, '0')).toMatchObject({ kind: 'drift', evidence: expect.stringContaining('deleted') as unknown });
    expect(judge({}, 0, '0.00')).toMatchObject({ kind: 'unknown' });
    expect(judgeRun(claim, { log: undefined, rows: 0, amount: '0.00' }, told())).toMatchObject({ kind: 'unknown' });
  });

  test('its batch is posted, until it is deleted', () => {
    const batch = (status: 'Completed' | 'Deleted' | 'Open') => ({ batchId: 'B', status, transactionCount: 3, isAutoPosted: false });
    const posted = { ...claim, posted: 'B' };
    expect(judgePosted(posted, batch('Completed'), told())).toBeUndefined();
    expect(judgePosted(posted, batch('Deleted'), told())).toMatchObject({ kind: 'drift', found: 'it is Deleted' });
    for (const one of [batch('Open'), undefined]) expect(judgePosted(posted, one, told())).toMatchObject({ kind: 'unknown' });
  });
});

import { describe, expect, test } from '@jest/globals';
import { type LegacyBilling, runBilling, runIndividual } from '../../../activities/imis/legacy-billing.js';
import { drop, json } from '../http/tiny-server.js';
import { bench } from './support.js';

const api = bench();

const billing = (more: Partial<LegacyBilling> = {}): LegacyBilling => ({
  billingCycleId: 'Regular Membership Fees',
  effectiveDate: '2026-01-01',
  runDate: '2026-01-01',
  runName: 'Renewal — 2026 — Party 12345',
  ...more,
});
const data = {
  $type: 'Asi.Soa.Commerce.DataContracts.LegacyBillingData, Asi.Contracts',
  IsRenewal: true,
  RunDate: '2026-01-01T00:00:00',
  EffectiveDate: '2026-01-01T00:00:00',
  BillingCycleId: 'Regular Membership Fees',
  BillingRunName: 'Renewal — 2026 — Party 12345',
};
const result = (more: object = {}) => ({
  $type: 'Asi.Soa.Commerce.DataContracts.LegacyBillingResultsData, Asi.Contracts',
  ...more,
});
const key = '6c2f8a54-7d0e-4b7b-9a51-0c9a35a5d001';
const request = (OperationName: string, ...$values: unknown[]) => ({
  $type: 'Asi.Soa.Core.DataContracts.GenericExecuteRequest, Asi.Contracts',
  EntityTypeName: 'LegacyBilling',
  OperationName,
  Parameters: {
    $type: 'System.Collections.ObjectModel.Collection`1[[System.Object, mscorlib]], mscorlib',
    $values,
  },
});

describe('a run', () => {
  test("of one party is the vendor's body, the id a bare string", async () => {
    api.answer = json(
      result({
        IsValid: true,
        Messages: { $values: ['1 billed.', { Message: 'Ask grace@example.org' }] },
        Warnings: ['late'],
        LegacyBillingDataUsedByService: { ...data, BillingLogKey: key, BatchId: '260101-1' },
      }),
    );
    expect(await runIndividual(api.imis, billing(), '12345')).toEqual({
      kind: 'ok',
      sent: true,
      status: 200,
      body: {
        valid: true,
        billingLogKey: key,
        batchId: '260101-1',
        messages: ['1 billed.', 'Ask [e-mail]', 'late'],
      },
    });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/LegacyBilling/_execute' });
    expect(api.sent()).toEqual(request('RunIndividual', data, '12345'));
  });

  test('of all has one parameter, and an empty key is none', async () => {
    const used = { BillingLogKey: '00000000-0000-0000-0000-000000000000' };
    api.answer = json(result({ IsValid: true, LegacyBillingDataUsedByService: used }));
    expect(await runBilling(api.imis, billing())).toMatchObject({
      kind: 'ok',
      body: { valid: true, billingLogKey: undefined, messages: [] },
    });
    expect(api.sent()).toEqual(request('Run', data));
  });

  test('with options', async () => {
    api.answer = json(result({ IsValid: true }));
    await runBilling(
      api.imis,
      billing({ chapter: 'EAST', autoPayOption: 3, doNotProrate: true, doNotApplyCredits: true }),
    );
    const AdditionalOption = {
      $type: 'Asi.Soa.Commerce.DataContracts.BillingAdditionalOptionsData, Asi.Contracts',
      DoNotProrate: true,
      DoNotApplyCredits: true,
      ProcessSpecificChapter: true,
    };
    expect(api.sent()).toEqual(request('Run', { ...data, ChapterCode: 'EAST', AutoPayOption: 3, AdditionalOption }));
    await runBilling(api.imis, billing({ doNotProrate: false, doNotApplyCredits: false }));
    expect(api.sent()).toEqual(request('Run', data));
  });

  test.each([
    ['of the known class', result({ Messages: { $values: ['Nobody is due.'] } })],
    ['that says false', result({ IsValid: false, Messages: ['Nobody is due.'] })],
    ['without a class', { Messages: ['Nobody is due.'], HasMessages: true }],
    [
      'of another class of results',
      {
        $type: 'Asi.Soa.Commerce.DataContracts.BillingResultsData, Asi.Contracts',
        ValidationResults: { Errors: { $values: [{ Message: 'Nobody is due.' }] } },
      },
    ],
  ])('a result %s without IsValid is a refusal', async (_what, body) => {
    api.answer = json(body);
    expect(await runBilling(api.imis, billing())).toEqual({
      kind: 'rejected',
      sent: true,
      status: 200,
      message: 'HTTP 200: Nobody is due.',
    });
  });

  test.each([
    ['a dropped answer', drop],
    ['a server error', json({}, 500)],
    ['an empty body', json('')],
    ['an object of another class', json(data)],
    ['no object', json('[true]')],
  ])('%s leaves it unknown, and is sent once', async (_what, script) => {
    api.answer = script;
    expect((await runIndividual(api.imis, billing(), '12345')).kind).toBe('unknown');
    expect(api.calls()).toHaveLength(1);
  });
});

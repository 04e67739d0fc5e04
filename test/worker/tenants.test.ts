import { describe, expect, test } from '@jest/globals';
import { ConfigurationError, tenantsFrom } from '../../worker/tenants.js';

const env = { IMIS_BASE_URL: 'https://members.example.org', IMIS_USERNAME: 'api', IMIS_PASSWORD: 's3cret' };

test('three variables make a tenant with safe defaults', () => {
  expect(tenantsFrom(env)).toEqual([
    {
      name: 'default', baseUrl: 'https://members.example.org', username: 'api', password: 's3cret',
      settleMs: 300_000, timeoutMs: 60_000, readTimeoutMs: 20_000, heartbeatMs: 5000, patienceMs: 900_000,
      concurrency: 1, paceMs: 0, rights: ['billing', 'adjustments', 'chapters', 'members'], invoices: 'auto', markSourceCode: false, allocation: true,
      pollMs: 30_000, pollPatienceMs: 86_400_000, importQueue: 2, postBatches: 'auto', billsUnpaidAgain: true,
    },
  ]);
});

test('the release tells whether single lines can be paid, unless that is said; rights are a list', () => {
  const allocation = (more: object) => tenantsFrom({ ...env, ...more })[0]?.allocation;
  expect(allocation({ IMIS_RELEASE: '20.3.130' })).toBe(false);
  expect(allocation({ IMIS_RELEASE: '20.3.131' })).toBe(true);
  expect(allocation({ IMIS_RELEASE: '20.3.205', IMIS_ALLOCATION: 'false' })).toBe(false);
  expect(() => allocation({ IMIS_RELEASE: '20.3.99', IMIS_ALLOCATION: 'true' })).toThrow(/IMIS_ALLOCATION: is true, but the release/);
  expect(tenantsFrom({ ...env, IMIS_RIGHTS: 'billing, chapters' })[0]?.rights).toEqual(['billing', 'chapters']);
});

test.each([
  ['IMIS_BASE_URL', ''],
  ['IMIS_BASE_URL', 'members.example.org'],
  ['IMIS_PASSWORD', ''],
  ['IMIS_SETTLE_SECONDS', 'soon'],
  ['IMIS_SETTLE_SECONDS', '4'],
  ['IMIS_TIMEOUT_SECONDS', '300'],
  ['IMIS_CONCURRENCY', '0'],
  ['IMIS_INVOICES', 'paper'],
  ['IMIS_IMPORT_QUEUE', '0'],
  ['IMIS_POST_BATCHES', 'never'],
  ['IMIS_RELEASE', 'latest'],
  ['IMIS_RIGHTS', 'billing,everything'],
  ['IMIS_PACE_SECONDS', '2'],
])('a wrong %s (%j) is named, and no secret with it', (name, value) => {
  const wrong = () => tenantsFrom({ ...env, [name]: value });
  expect(wrong).toThrow(ConfigurationError);
  expect(wrong).toThrow(new RegExp(name));
  expect(wrong).not.toThrow(/s3cret/);
});

describe('YourMembership', () => {
  const ym = { YM_CLIENT_ID: '25363', YM_API_KEY: 'key', YM_API_PASSWORD: 's3cret' };

  test('beside iMIS or alone, with nothing guessed', () => {
    const account = { baseUrl: 'https://ws.yourmembership.com', clientId: 25363, apiKey: 'key', apiPassword: 's3cret', loginOrder: 'keyFirst', paceMs: 600, lookBackDays: 400 };
    expect(tenantsFrom({ ...env, ...ym })[0]).toMatchObject({ baseUrl: env.IMIS_BASE_URL, ym: account });
    expect(tenantsFrom(ym)).toMatchObject([{ baseUrl: '', settleMs: 300_000, ym: account }]);
    expect(tenantsFrom({ ...ym, YM_PAYMENT_UNIT: 'cents', IMIS_SETTLE_SECONDS: '60' })).toMatchObject([{ settleMs: 60_000, ym: { paymentUnit: 'cents' } }]);
  });

  test.each([
    ['YM_CLIENT_ID', ''],
    ['YM_CLIENT_ID', 'acme'],
    ['YM_API_PASSWORD', ''],
    ['YM_PAYMENT_UNIT', 'dollars'],
    ['YM_PACE_SECONDS', '5'],
    ['IMIS_USERNAME', 'half an account'],
  ])('a wrong %s (%j) is named, and no secret with it', (name, value) => {
    const wrong = () => tenantsFrom({ ...ym, [name]: value });
    expect(wrong).toThrow(ConfigurationError);
    expect(wrong).toThrow(/YM_|IMIS_/);
    expect(wrong).not.toThrow(/s3cret/);
  });
});

import { expect, test } from '@jest/globals';
import { ConfigurationError, tenantsFrom } from '../../worker/tenants.js';

const env = { IMIS_BASE_URL: 'https://members.example.org', IMIS_USERNAME: 'api', IMIS_PASSWORD: 's3cret' };

test('three variables make a tenant with safe defaults', () => {
  expect(tenantsFrom(env)).toEqual([
    {
      name: 'default', baseUrl: 'https://members.example.org', username: 'api', password: 's3cret',
      settleMs: 300_000, timeoutMs: 60_000, readTimeoutMs: 20_000, heartbeatMs: 5000, patienceMs: 900_000,
      concurrency: 1, invoices: 'auto', markSourceCode: false, allocation: true,
    },
  ]);
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
])('a wrong %s (%j) is named, and no secret with it', (name, value) => {
  const wrong = () => tenantsFrom({ ...env, [name]: value });
  expect(wrong).toThrow(ConfigurationError);
  expect(wrong).toThrow(new RegExp(name));
  expect(wrong).not.toThrow(/s3cret/);
});

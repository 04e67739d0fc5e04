import { expect, test } from '@jest/globals';
import { refuseUnknownTenant, tenantsHere } from '../../client/known-tenants.js';

const DUESFLOW_CONFIG = 'test/inputs/tenants.json';

test('a tenant that the file here does not name is refused with those that there are', async () => {
  await expect(refuseUnknownTenant({ tenant: 'north' }, { DUESFLOW_CONFIG })).resolves.toBeUndefined();
  await expect(refuseUnknownTenant({ tenant: 'nroth' }, { DUESFLOW_CONFIG })).rejects.toThrow('There is no tenant "nroth" (configured: north, south).');
  await expect(refuseUnknownTenant({}, { DUESFLOW_CONFIG })).rejects.toThrow('There is no tenant "default"');
  await expect(refuseUnknownTenant({}, { DUESFLOW_CONFIG, IMIS_BASE_URL: 'https://members.example.org' })).resolves.toBeUndefined();
});

test('without a file here only the worker knows', async () => {
  expect(await tenantsHere({ IMIS_BASE_URL: 'https://members.example.org' })).toBeUndefined();
  expect(await tenantsHere({ DUESFLOW_CONFIG: 'nowhere.json' })).toBeUndefined();
  await expect(refuseUnknownTenant({ tenant: 'any' }, {})).resolves.toBeUndefined();
});

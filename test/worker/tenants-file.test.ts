import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { ConfigurationError, tenantsFrom } from '../../worker/tenants.js';

const SAMPLE = 'test/inputs/tenants.json';
const secrets = {
  NORTH_IMIS_USERNAME: 'api-north', NORTH_IMIS_PASSWORD: 's3cret-1',
  SOUTH_IMIS_USERNAME: 'api-south', SOUTH_IMIS_PASSWORD: 's3cret-2', SOUTH_YM_API_KEY: 'key', SOUTH_YM_API_PASSWORD: 's3cret-3',
};
const own = { IMIS_BASE_URL: 'https://members.example.org', IMIS_USERNAME: 'api', IMIS_PASSWORD: 's3cret-0' };

const folder = mkdtempSync(join(tmpdir(), 'tenants-'));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (content: unknown): string => {
  const file = join(folder, 'tenants.json');
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
};

interface Entry {
  name?: unknown;
  imis?: Record<string, unknown>;
  yourMembership?: Record<string, unknown>;
  limits?: Record<string, unknown>;
}
/** The sample with a change. */
const changed = (change: (tenants: Entry[]) => void): string => {
  const content = JSON.parse(readFileSync(SAMPLE, 'utf8')) as { tenants: Entry[] };
  change(content.tenants);
  return fileOf(content);
};
const faultsOf = (file: string, env: NodeJS.ProcessEnv = secrets): string[] => {
  try {
    tenantsFrom({ ...env, DUESFLOW_CONFIG: file });
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
};

test('the sample: each tenant with its own settings, secrets from the variables that it names', () => {
  const [north, south] = tenantsFrom({ ...secrets, DUESFLOW_CONFIG: SAMPLE });
  expect(north).toEqual({
    name: 'north', baseUrl: 'https://members.north.example.org', username: 'api-north', password: 's3cret-1',
    release: '20.3.205', rights: ['billing', 'chapters', 'members'], invoices: 'persisted', allocation: true, markSourceCode: false,
    postBatches: 'leave', billsUnpaidAgain: true, importQueue: 2, pollMs: 30_000, pollPatienceMs: 86_400_000,
    settleMs: 300_000, timeoutMs: 60_000, readTimeoutMs: 20_000, heartbeatMs: 5000, patienceMs: 3_600_000, concurrency: 1, paceMs: 500,
  });
  expect(south).toMatchObject({ username: 'api-south', pollMs: 60_000, patienceMs: 900_000, ym: { apiKey: 'key', apiPassword: 's3cret-3', paymentUnit: 'cents', paceMs: 600 } });
  expect(JSON.stringify(north)).not.toContain('Variable');
});

test('the tenant of the environment stands beside those of the file, which may not name it as well', () => {
  const names = (env: NodeJS.ProcessEnv, file: string) => tenantsFrom({ ...env, ...secrets, DUESFLOW_CONFIG: file }).map(({ name }) => name);
  expect(names(own, SAMPLE)).toEqual(['default', 'north', 'south']);
  const named = changed(([north]) => (north!.name = 'default'));
  expect(names({}, named)).toEqual(['default', 'south']);
  expect(() => names(own, named)).toThrow(/tenant "default": the environment names it as well \(IMIS_BASE_URL/);
});

test('log-ins of the environment alone are no tenant of their own: the file may name them', () => {
  const file = changed(([north]) => Object.assign(north!.imis!, { usernameVariable: 'IMIS_USERNAME', passwordVariable: 'IMIS_PASSWORD' }));
  const [north] = tenantsFrom({ ...secrets, IMIS_USERNAME: 'api', IMIS_PASSWORD: 's3cret-0', DUESFLOW_CONFIG: file });
  expect(north).toMatchObject({ name: 'north', username: 'api' });
});

describe('a fault is told with file, tenant, member and cure', () => {
  test.each<[string, (tenants: Entry[]) => void, RegExp]>([
    ['unknown member', ([north]) => (north!.limits!['speed'] = 5), /tenant "north": limits\.speed: is not known/],
    ['wrong value', ([north]) => (north!.imis!['invoices'] = 'paper'), /tenant "north": imis\.invoices: Invalid option/],
    ['text for a number', ([north]) => (north!.limits!['paceSeconds'] = '0.5'), /limits\.paceSeconds: Invalid input: expected number/],
    ['missing member', ([, south]) => delete south!.yourMembership!['clientId'], /tenant "south": yourMembership\.clientId: is missing/],
    ['no system', ([north]) => delete north!.imis, /tenant "north": has neither imis nor yourMembership/],
    ['no name', ([north]) => delete north!.name, /tenant number 1: name: is missing/],
    ['two of one name', ([, south]) => (south!.name = 'north'), /tenant "north": is there twice/],
    ['a password', ([north]) => (north!.imis!['password'] = 's3cret-9'), /imis\.password: a secret does not belong into this file.*passwordVariable/],
    ['a password in the place of a name', ([north]) => (north!.imis!['passwordVariable'] = 's3cret-9'), /imis\.passwordVariable: must be the name of an environment variable/],
    ['a password in the address', ([north]) => (north!.imis!['baseUrl'] = 'https://api:s3cret-9@example.org'), /imis\.baseUrl: must be without user and password/],
    ['a variable that is not set', ([north]) => (north!.imis!['passwordVariable'] = 'NORTH_PASSWORD'), /imis\.passwordVariable: the variable NORTH_PASSWORD is not set/],
    ['too slow a pace', ([north]) => Object.assign(north!.limits!, { paceSeconds: 0.5, concurrency: 4 }), /limits\.paceSeconds: must be at most 1 second/],
    ['allocation that the release lacks', ([north]) => Object.assign(north!.imis!, { release: '20.3.100', allocation: true }), /imis\.allocation: is true, but the release/],
  ])('%s', (_, change, told) => {
    const file = changed(change);
    const faults = faultsOf(file);
    expect(faults).toEqual([expect.stringMatching(told)]);
    expect(faults[0]).toContain(file);
    expect(faults[0]).not.toContain('s3cret');
  });

  test('all at once: those of every tenant, of the variables, and of the environment', () => {
    const file = changed(([north, south]) => {
      north!.imis!['release'] = 'latest';
      south!.limits = { concurrency: 0 };
    });
    const { SOUTH_YM_API_KEY: _, ...fewer } = secrets;
    const faults = faultsOf(file, { ...fewer, IMIS_BASE_URL: own.IMIS_BASE_URL, IMIS_USERNAME: own.IMIS_USERNAME });
    expect(faults).toEqual([
      expect.stringContaining('IMIS_PASSWORD: is missing'),
      expect.stringContaining('"north": imis.release'),
      expect.stringContaining('"south": limits.concurrency'),
      expect.stringContaining('"south": yourMembership.apiKeyVariable: the variable SOUTH_YM_API_KEY is not set'),
    ]);
  });

  test.each([
    ['not there', () => join(folder, 'none.json'), /none\.json: cannot be read \(ENOENT\)/],
    ['not JSON', () => fileOf('{ "tenants": [{ "password": s3cret-9'), /is not JSON$/],
    ['without tenants', () => fileOf({ tenants: [] }), /tenants: must not be empty/],
    ['another shape', () => fileOf([]), /expected object/],
  ])('a file that is %s', (_, file, told) => expect(faultsOf(file())).toEqual([expect.stringMatching(told)]));
});

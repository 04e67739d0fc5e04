import { expect, test } from '@jest/globals';
import { buildBundle, withTenants } from '../../worker/bundle.js';
import { testTenant } from '../setup/bench.js';

/** KiB. The SDK and the source map are most of it; zod as a value would add a megabyte (docs/architecture.md). */
const BOUND = 2600;

test('the workflow bundle is small and holds no zod, no got and no Node built-in', async () => {
  const code = await buildBundle();
  expect(code.length / 1024).toBeLessThan(BOUND);
  // The source map of the bundle names every module that is in it.
  const map = JSON.parse(Buffer.from(code.slice(code.lastIndexOf('base64,') + 7), 'base64').toString()) as { sources: string[] };
  const modules = map.sources.join('\n');
  expect(modules).toContain('enrol-member');
  for (const foreign of [/node_modules\/zod\//, /node_modules\/got\//, /activities\//, /external "?node:/]) expect(modules).not.toMatch(foreign);
});

test('the tenants are told in front of the bundle, and nothing secret with them', () => {
  const code = withTenants('/* bundle */', [testTenant('http://localhost:1', { name: 'default', password: 's3cret' })]);
  expect(code).toBe('globalThis.duesflowTenants = {"default":{"heartbeatMs":1000,"systems":["iMIS"],"rights":["billing","adjustments","chapters","members"]}};/* bundle */');
  expect(withTenants('/* bundle */', [], true)).toBe('globalThis.duesflowTenants = {};globalThis.duesflowEncrypts = true;/* bundle */');
});

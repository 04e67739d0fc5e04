/** The tenants that this machine's own settings name, for a word of warning before a flow is started for none of them. */
import { readFile } from 'node:fs/promises';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';
import { EXIT, Problem } from './problem.js';

/** undefined: there is no file here, or none that can be read; then only the worker knows its tenants. */
export async function tenantsHere(env: NodeJS.ProcessEnv = process.env): Promise<string[] | undefined> {
  const file = env['DUESFLOW_CONFIG'];
  if (!file) return undefined;
  try {
    const { tenants } = JSON.parse(await readFile(file, 'utf8')) as { tenants: { name: string }[] };
    const own = env['IMIS_BASE_URL'] || env['YM_CLIENT_ID'] ? [DEFAULT_TENANT] : [];
    return [...own, ...tenants.map(({ name }) => name)];
  } catch {
    // The worker and `doctor` tell what is wrong with it.
    return undefined;
  }
}

/** @throws {Problem} naming the tenants that there are. */
export async function refuseUnknownTenant({ tenant = DEFAULT_TENANT }: { tenant?: unknown }, env?: NodeJS.ProcessEnv): Promise<void> {
  const known = await tenantsHere(env);
  if (!known || known.some((name) => name === tenant)) return;
  const cure = 'Correct "tenant" of the input, or add it to the file that DUESFLOW_CONFIG names.';
  throw new Problem(`There is no tenant "${String(tenant)}" (configured: ${known.join(', ')}).`, cure, EXIT.usage);
}

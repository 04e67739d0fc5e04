/**
 * The tenants this worker serves: "default" from the environment, others from the file that `DUESFLOW_CONFIG` names. Both
 * may stand side by side, as long as the file has no "default" of its own.
 */
import type { Tenant } from '../activities/tenants/tenant.js';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';
import { hasOwnTenant, tenantFromEnv } from './tenant-env.js';
import { tenantsFromFile } from './tenants-file.js';

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  /** Each with what it is of, its cause and its cure. */
  readonly faults: string[];

  constructor(faults: string[]) {
    super(`${faults.join('; ')}. Put it right, then run "duesflow doctor".`);
    this.faults = faults;
  }
}

/** Throws ConfigurationError with every fault of all of them: with one, none is served. */
export function tenantsFrom(env: NodeJS.ProcessEnv): Tenant[] {
  const file = env['DUESFLOW_CONFIG'];
  const own = !file || hasOwnTenant(env) ? tenantFromEnv(env) : undefined;
  const read = file ? tenantsFromFile(file, env) : { tenants: [], faults: [] };
  const faults = [...(own && 'faults' in own ? own.faults : []), ...read.faults];
  if (own && read.tenants.some(({ name }) => name === DEFAULT_TENANT))
    faults.push(`${file}: tenant "${DEFAULT_TENANT}": the environment names it as well (IMIS_BASE_URL, YM_CLIENT_ID): remove it there or here`);
  if (faults.length > 0) throw new ConfigurationError(faults);
  return [...(own && 'tenant' in own ? [own.tenant] : []), ...read.tenants];
}

/** Tenants from the environment (DESIGN section 10). A fault names its variable and the cure; values are never shown. */
import { z } from 'zod';
import type { Tenant } from '../activities/tenants/tenant.js';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';

export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

const seconds = (fallback: number) => z.coerce.number().positive().max(86_400).default(fallback);
const yes = z.enum(['true', 'false']).default('false');

const variables = z
  .object({
    IMIS_BASE_URL: z.url({ protocol: /^https?$/, error: 'must be the address of iMIS, such as https://members.example.org' }),
    IMIS_USERNAME: z.string().min(1),
    IMIS_PASSWORD: z.string().min(1),
    /** Five minutes: ASI's own client waits as long for an answer, so an effect may be as late. */
    IMIS_SETTLE_SECONDS: seconds(300),
    IMIS_TIMEOUT_SECONDS: seconds(60),
    IMIS_READ_TIMEOUT_SECONDS: seconds(20),
    IMIS_HEARTBEAT_SECONDS: seconds(5),
    IMIS_PATIENCE_SECONDS: seconds(900),
    IMIS_CONCURRENCY: z.coerce.number().int().min(1).max(50).default(1),
    IMIS_INVOICES: z.enum(['auto', 'legacy', 'persisted']).default('auto'),
    IMIS_ALLOCATION: yes.default('true'),
    IMIS_MARK_SOURCE_CODE: yes,
  })
  .refine((v) => v.IMIS_TIMEOUT_SECONDS <= 100, { path: ['IMIS_TIMEOUT_SECONDS'], error: 'must be at most 100: one attempt of a write lasts at most 150 s with its looks' })
  .refine((v) => v.IMIS_SETTLE_SECONDS > v.IMIS_HEARTBEAT_SECONDS, { path: ['IMIS_SETTLE_SECONDS'], error: 'must be more than IMIS_HEARTBEAT_SECONDS: it covers the latest effect of a lost answer and the send window' });

/** The tenants this worker serves. Throws ConfigurationError. */
export function tenantsFrom(env: NodeJS.ProcessEnv): Tenant[] {
  const parsed = variables.safeParse(Object.fromEntries(Object.entries(env).filter(([name, value]) => name.startsWith('IMIS_') && value !== '')));
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
    throw new ConfigurationError(`${lines.join('; ')}. Set the variables in the environment or in .env, then run "duesflow doctor".`);
  }
  return [toTenant(DEFAULT_TENANT, parsed.data)];
}

function toTenant(name: string, v: z.infer<typeof variables>): Tenant {
  const ms = (value: number) => Math.round(value * 1000);
  return {
    name,
    baseUrl: v.IMIS_BASE_URL,
    username: v.IMIS_USERNAME,
    password: v.IMIS_PASSWORD,
    settleMs: ms(v.IMIS_SETTLE_SECONDS),
    timeoutMs: ms(v.IMIS_TIMEOUT_SECONDS),
    readTimeoutMs: ms(v.IMIS_READ_TIMEOUT_SECONDS),
    heartbeatMs: ms(v.IMIS_HEARTBEAT_SECONDS),
    patienceMs: ms(v.IMIS_PATIENCE_SECONDS),
    concurrency: v.IMIS_CONCURRENCY,
    invoices: v.IMIS_INVOICES,
    markSourceCode: v.IMIS_MARK_SOURCE_CODE === 'true',
    allocation: v.IMIS_ALLOCATION === 'true',
  };
}

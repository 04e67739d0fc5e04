/** Checks of what only the worker can see, for `duesflow doctor`: configuration, login, rights. One JSON line each. */
import { config } from 'dotenv';
import { ReadFailed } from '../activities/http/answer.js';
import { createImis, type Imis } from '../activities/imis/api.js';
import type { Tenant } from '../activities/tenants/tenant.js';
import { ConfigurationError, tenantsFrom } from './tenants.js';

interface Finding {
  check: string;
  ok: boolean;
  message: string;
  cure?: string;
}

const say = (finding: Finding): void => console.log(JSON.stringify(finding));

/** What the flows read, and an id that is surely absent: a look must answer, not be refused. */
const READS = ['Party', 'Subscription', 'InvoiceSummary', 'Payment', 'GroupMember'] as const;

async function checkTenant(tenant: Tenant): Promise<void> {
  const imis = createImis(tenant);
  const check = (what: string): string => `${tenant.name}: ${what}`;
  try {
    await imis.read('Party', { Limit: 1 });
    say({ check: check('login'), ok: true, message: `logged in to ${new URL(tenant.baseUrl).host}` });
  } catch (error) {
    say({ check: check('login'), ok: false, message: messageOf(error), cure: 'check IMIS_BASE_URL, IMIS_USERNAME and IMIS_PASSWORD; a locked account is unlocked by staff in iMIS' });
    return;
  }
  for (const entity of READS) say(await mayRead(imis, entity, check(`read ${entity}`)));
  say({
    check: check('write protocol'),
    ok: true,
    message: `settle ${tenant.settleMs / 1000} s, time-out ${tenant.timeoutMs / 1000} s, heartbeat ${tenant.heartbeatMs / 1000} s, ${tenant.concurrency} call(s) at a time, invoices ${tenant.invoices}`,
  });
  say({
    check: check('release'),
    ok: true,
    message: `unknown: the API does not tell its release. Payment of single lines is taken to be ${tenant.allocation ? 'there (20.3.131 and later)' : 'missing'}: IMIS_ALLOCATION says so`,
  });
  imis.close();
}

async function mayRead(imis: Imis, entity: string, check: string): Promise<Finding> {
  try {
    await imis.read(entity, { Limit: 1 });
    return { check, ok: true, message: 'allowed' };
  } catch (error) {
    return { check, ok: false, message: messageOf(error), cure: 'give the API user staff rights to read and bill memberships and subscriptions' };
  }
}

const messageOf = (error: unknown): string => (error instanceof ReadFailed ? error.message : String(error));

config({ quiet: true });
try {
  const tenants = tenantsFrom(process.env);
  say({ check: 'configuration', ok: true, message: `tenants: ${tenants.map((tenant) => tenant.name).join(', ')}` });
  for (const tenant of tenants) await checkTenant(tenant);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  say({ check: 'configuration', ok: false, message: error.message, cure: 'set the named variables in the environment or in .env' });
}

/** Checks of what only the worker can see, for `duesflow doctor`: configuration, and of each tenant login and rights. One JSON line each. */
import { config } from 'dotenv';
import { ReadFailed } from '../activities/http/answer.js';
import { createImis, type Imis } from '../activities/imis/api.js';
import { hasImis, type Tenant } from '../activities/tenants/tenant.js';
import { accountOf, checkYm, type Finding } from './check-ym.js';
import { RIGHTS } from '../workflows/contracts/tenants.js';
import { ConfigurationError, tenantsFrom } from './tenants.js';

const say = (finding: Finding): void => console.log(JSON.stringify(finding));

/** What the flows read, and an id that is surely absent: a look must answer, not be refused. */
const READS = ['Party', 'Subscription', 'InvoiceSummary', 'Payment', 'GroupMember'] as const;

async function checkImis(tenant: Tenant): Promise<void> {
  const imis = createImis(tenant);
  const check = (what: string): string => `${tenant.name}: ${what}`;
  try {
    await imis.read('Party', { Limit: 1 });
    say({ check: check('login'), ok: true, message: `logged in to ${new URL(tenant.baseUrl).host}` });
  } catch (error) {
    const cure = `check ${accountOf(tenant, 'IMIS_BASE_URL, IMIS_USERNAME and IMIS_PASSWORD')}; a locked account is unlocked by staff in iMIS`;
    say({ check: check('login'), ok: false, message: messageOf(error), cure });
    return;
  }
  for (const entity of READS) say(await mayRead(imis, entity, check(`read ${entity}`)));
  say({ check: check('invoices'), ok: true, message: tenant.invoices === 'auto' ? 'the kind of cash invoices is told by their ids (auto)' : `cash invoices are taken to be ${tenant.invoices}` });
  say({ check: check('release'), ok: true, message: releaseOf(tenant) });
  say({ check: check('rights'), ok: true, message: rightsOf(tenant) });
  imis.close();
}

/** iMIS tells neither its release nor what a user may write: both are told by the settings, and believed. */
function releaseOf({ release, allocation }: Tenant): string {
  const lines = `payment of single lines (20.3.131 and later) is taken to be ${allocation ? 'there' : 'missing'}`;
  return release === undefined ? `not told, and the API does not tell it: ${lines}` : `told to be ${release}, which the API cannot confirm: ${lines}`;
}

function rightsOf({ rights }: Tenant): string {
  const lacking = RIGHTS.filter((right) => !rights.includes(right));
  const refused = lacking.length > 0 ? `; flows that need ${lacking.join(' or ')} are refused` : '';
  return `told to be ${rights.join(', ') || 'none'}${refused}; only a write shows whether they are granted`;
}

/** Two slots on one account make two calls at a time, and each takes the other's changes for its own. */
function checkAccounts(tenants: Tenant[]): void {
  const accounts = tenants.flatMap(({ name, baseUrl, username, ym }) => [
    ...(baseUrl ? [{ name, account: `${new URL(baseUrl).origin} ${username}` }] : []),
    ...(ym ? [{ name, account: `${new URL(ym.baseUrl).origin} ${ym.clientId} ${ym.apiKey}` }] : []),
  ]);
  for (const [index, { name, account }] of accounts.entries()) {
    const other = accounts.slice(0, index).find((one) => one.account === account);
    if (other)
      say({
        check: `${name}: account`,
        ok: true,
        warning: true,
        message: `is the one of tenant ${other.name}: the two call it at the same time, and take changes of one another for their own`,
        cure: 'give each tenant its own API user, or make one tenant of the two',
      });
  }
}

/** Each of the systems that the tenant has an account of. */
async function checkTenant(tenant: Tenant): Promise<void> {
  if (hasImis(tenant)) await checkImis(tenant);
  for (const finding of await checkYm(tenant)) say(finding);
  say({
    check: `${tenant.name}: write protocol`,
    ok: true,
    message: `settle ${tenant.settleMs / 1000} s, time-out ${tenant.timeoutMs / 1000} s, heartbeat ${tenant.heartbeatMs / 1000} s, ${tenant.concurrency} call(s) at a time${tenant.paceMs > 0 ? `, ${tenant.paceMs / 1000} s apart` : ''}`,
  });
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
  checkAccounts(tenants);
  for (const tenant of tenants) await checkTenant(tenant);
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  for (const fault of error.faults) say({ check: 'configuration', ok: false, message: fault, cure: 'put it right in the environment, in .env, or in the file that DUESFLOW_CONFIG names' });
}

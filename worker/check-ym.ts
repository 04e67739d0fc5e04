/** What `duesflow doctor` tells of a tenant's YourMembership: log-in, rights, and settings that nobody has made. */
import { ReadFailed } from '../activities/http/answer.js';
import type { Tenant } from '../activities/tenants/tenant.js';
import { createYm, type Ym } from '../activities/yourmembership/api.js';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';

export interface Finding {
  check: string;
  ok: boolean;
  message: string;
  /** No fault yet, but a person should know. */
  warning?: true;
  cure?: string;
}

/** Where the account of a tenant stands: only that of "default" is in variables of fixed names. */
export const accountOf = ({ name }: Tenant, variables: string): string =>
  name === DEFAULT_TENANT ? `${variables} (or its entry in the file of DUESFLOW_CONFIG)` : 'its entry in the file of DUESFLOW_CONFIG, and the variables that this names';

/** Lists that the flow reads; none is of one member. */
const READS = ['Memberships/', 'DuesTransactions', 'InvoiceItems'] as const;

export async function checkYm(tenant: Tenant): Promise<Finding[]> {
  const { name, ym: account } = tenant;
  if (!account) return [];
  const ym = createYm(tenant);
  const findings: Finding[] = [];
  for (const service of READS) {
    const check = `${name}: YourMembership ${service.replace('/', '')}`;
    const finding = await mayRead(ym, service, check, tenant);
    findings.push(finding);
    // Without a log-in the others tell the same.
    if (!finding.ok && ym.calls === 0) break;
  }
  ym.close();
  const { paymentUnit, promoCodes, prorating } = account;
  const unset = Object.entries({ paymentUnit, promoCodes, prorating }).filter(([, value]) => value === undefined).map(([setting]) => setting);
  const settings = unset.length > 0 ? `${unset.join(', ')} not set (YM_PAYMENT_UNIT and its like): payments, promo codes or prorated dues that need them are refused` : 'all are made';
  return [...findings, { check: `${name}: YourMembership settings`, ok: true, message: settings }];
}

async function mayRead(ym: Ym, service: string, check: string, tenant: Tenant): Promise<Finding> {
  try {
    const today = new Date().toISOString().slice(0, 10);
    await ym.read(service, { DateFrom: today, PageSize: 1, PageNumber: 1 });
    return { check, ok: true, message: `client ${ym.account.clientId} may read it` };
  } catch (error) {
    if (!(error instanceof ReadFailed)) throw error;
    return { check, ok: false, message: error.message, cure: `check ${accountOf(tenant, 'YM_CLIENT_ID, YM_API_KEY and YM_API_PASSWORD')}; give the API account the role admin and CanAdminMembers` };
  }
}

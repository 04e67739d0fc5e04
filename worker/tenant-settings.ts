/** A tenant from its settings, wherever they stand. Seconds become milliseconds; what is derived is derived here. */
import type { Tenant } from '../activities/tenants/tenant.js';
import type { YmAccount } from '../activities/tenants/ym-account.js';
import { imisDefaults, type ImisSettings, type Limits, type YmSettings } from '../workflows/contracts/schemas/tenants.js';
import { hasAllocation } from '../workflows/contracts/tenants.js';

export interface TenantSettings {
  name: string;
  limits: Limits;
  imis?: ImisAccount;
  ym?: YmSettings & { apiKey: string; apiPassword: string };
}
type ImisAccount = ImisSettings & { username: string; password: string };

const NO_IMIS: ImisAccount = { ...imisDefaults, baseUrl: '', username: '', password: '' };

const ms = (seconds: number): number => Math.round(seconds * 1000);

export function toTenant({ name, limits, imis = NO_IMIS, ym }: TenantSettings): Tenant {
  const { release, allocation, pollSeconds, pollPatienceSeconds, ...asGiven } = imis;
  return {
    name,
    ...asGiven,
    ...(release !== undefined && { release }),
    allocation: allocation ?? (release === undefined || hasAllocation(release)),
    pollMs: ms(pollSeconds),
    pollPatienceMs: ms(pollPatienceSeconds),
    settleMs: ms(limits.settleSeconds),
    timeoutMs: ms(limits.timeoutSeconds),
    readTimeoutMs: ms(limits.readTimeoutSeconds),
    heartbeatMs: ms(limits.heartbeatSeconds),
    patienceMs: ms(limits.patienceSeconds),
    concurrency: limits.concurrency,
    paceMs: ms(limits.paceSeconds),
    ...(ym && { ym: toYmAccount(ym) }),
  };
}

function toYmAccount({ paceSeconds, paymentUnit, promoCodes, prorating, marker, ...asGiven }: NonNullable<TenantSettings['ym']>): YmAccount {
  return {
    ...asGiven,
    paceMs: ms(paceSeconds),
    ...(paymentUnit && { paymentUnit }),
    ...(promoCodes && { promoCodes }),
    ...(prorating && { prorating }),
    ...(marker && { marker }),
  };
}

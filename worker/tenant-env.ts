/**
 * The tenant "default" from the environment (DESIGN section 10): `IMIS_SETTLE_SECONDS` is the setting `settleSeconds`,
 * `YM_CLIENT_ID` is `clientId`, and so on. A fault names its variable and the cure; values are never shown.
 */
import { z } from 'zod';
import type { Tenant } from '../activities/tenants/tenant.js';
import { DEFAULT_TENANT } from '../workflows/contracts/names.js';
import { imis, limits, yourMembership } from '../workflows/contracts/schemas/tenants.js';
import { toTenant } from './tenant-settings.js';

const secret = z.string().min(1);
const imisLogin = z.object({ username: secret, password: secret });
const ymLogin = z.object({ apiKey: secret, apiPassword: secret });

const isNamed = (env: NodeJS.ProcessEnv, variables: string[]): boolean => variables.some((variable) => Boolean(env[variable]));
/** An account in part: the others of its variables are then missing. */
const namesImis = (env: NodeJS.ProcessEnv): boolean => isNamed(env, ['IMIS_BASE_URL', 'IMIS_USERNAME', 'IMIS_PASSWORD']);
const namesYm = (env: NodeJS.ProcessEnv): boolean =>
  isNamed(env, Object.keys({ ...yourMembership.shape, ...ymLogin.shape }).map((member) => variableOf('YM', member)));

/** Does the environment itself name an association, beside a file that may? Log-ins alone may be what the file names. */
export const hasOwnTenant = (env: NodeJS.ProcessEnv): boolean => isNamed(env, ['IMIS_BASE_URL', 'YM_CLIENT_ID']);

/** It has iMIS, YourMembership or both: each whose account is named in part must be named whole. */
export function tenantFromEnv(env: NodeJS.ProcessEnv): { tenant: Tenant } | { faults: string[] } {
  const hasYm = namesYm(env);
  const hasImis = !hasYm || namesImis(env);
  const rules = read('IMIS', limits, env);
  const imisRead = hasImis ? [read('IMIS', imis, env), read('IMIS', imisLogin, env)] as const : undefined;
  const ymRead = hasYm ? [read('YM', yourMembership, env), read('YM', ymLogin, env)] as const : undefined;
  const faults = [rules, ...(imisRead ?? []), ...(ymRead ?? [])].flatMap((part) => part.faults);
  if (faults.length > 0) return { faults };
  return {
    tenant: toTenant({
      name: DEFAULT_TENANT,
      limits: rules.data!,
      ...(imisRead && { imis: { ...imisRead[0].data!, ...imisRead[1].data! } }),
      ...(ymRead && { ym: { ...ymRead[0].data!, ...ymRead[1].data! } }),
    }),
  };
}

interface ReadPart<T> {
  data?: T;
  faults: string[];
}

/** The members of a schema, each from the variable of its name. */
function read<T extends z.ZodObject>(system: 'IMIS' | 'YM', schema: T, env: NodeJS.ProcessEnv): ReadPart<z.infer<T>> {
  const given: [string, unknown][] = Object.entries(schema.shape).flatMap(([member, kind]) => {
    const text = env[variableOf(system, member)];
    return text ? [[member, kind === secret ? text : valueOf(member, text)]] : [];
  });
  const { data, error } = schema.safeParse(Object.fromEntries(given));
  const faults = (error?.issues ?? []).map(({ path, message }) => `${variableOf(system, String(path[0]))}: ${message}`);
  return { ...(data && { data }), faults };
}

/** `settleSeconds` of iMIS is IMIS_SETTLE_SECONDS. */
const variableOf = (system: 'IMIS' | 'YM', member: string): string => `${system}_${member.replace(/[A-Z]/g, '_$&').toUpperCase()}`;

/** A variable is text; the settings have numbers, truth values and one list. */
function valueOf(member: string, text: string): unknown {
  if (member === 'rights') return text.split(',').map((right) => right.trim());
  if (text === 'true' || text === 'false') return text === 'true';
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}

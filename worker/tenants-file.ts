/**
 * The file that `DUESFLOW_CONFIG` names: several tenants, each with the names of the variables that hold its secrets
 * (workflows/contracts/schemas/tenants.ts). All of its faults are told at once; no value of it or of a variable is shown.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Tenant } from '../activities/tenants/tenant.js';
import { tenantEntry, tenantsFile, variableName } from '../workflows/contracts/schemas/tenants.js';
import { toTenant } from './tenant-settings.js';

/** Names that other programs give to secrets. */
const SECRET = /^(user|user_?name|pass|password|secret|token|api_?key|api_?password)$/i;

const outer = tenantsFile.extend({ tenants: z.array(z.unknown()).min(1).max(500) });

export function tenantsFromFile(file: string, env: NodeJS.ProcessEnv): { tenants: Tenant[]; faults: string[] } {
  const none = (message: string) => ({ tenants: [], faults: [`${file}: ${message}`] });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // Words of JSON.parse may quote the file.
    const { code } = error as NodeJS.ErrnoException;
    return code ? none(`cannot be read (${code}): DUESFLOW_CONFIG must name a file that this process can read`) : none('is not JSON');
  }
  const { data, error } = outer.safeParse(content);
  if (!data) return { tenants: [], faults: error.issues.flatMap(textsOf).map((text) => `${file}: ${text}`) };
  const read = data.tenants.map((entry, index) => {
    const { tenant, faults } = tenantOf(entry, env);
    return { tenant, faults: faults.map((fault) => `${file}: tenant ${nameOf(entry) ?? `number ${index + 1}`}: ${fault}`) };
  });
  const faults = [...read.flatMap((one) => one.faults), ...twice(data.tenants).map((name) => `${file}: tenant ${name}: is there twice: give each its own name`)];
  return { tenants: read.flatMap(({ tenant }) => tenant ?? []), faults };
}

function tenantOf(entry: unknown, env: NodeJS.ProcessEnv): { tenant?: Tenant; faults: string[] } {
  const { data, error } = tenantEntry.safeParse(entry);
  const faults = [...(error?.issues ?? []).flatMap(textsOf), ...unset(entry, env)];
  if (!data || faults.length > 0) return { faults };
  const { name, limits, imis, yourMembership } = data;
  return { tenant: toTenant({ name, limits, ...(imis && { imis: imisAccount(imis, env) }), ...(yourMembership && { ym: ymAccount(yourMembership, env) }) }), faults };
}

type Entry = z.infer<typeof tenantEntry>;

/** Their variables are set: `unset` has looked. */
const imisAccount = ({ usernameVariable, passwordVariable, ...settings }: NonNullable<Entry['imis']>, env: NodeJS.ProcessEnv) => ({
  ...settings,
  username: env[usernameVariable]!,
  password: env[passwordVariable]!,
});
const ymAccount = ({ apiKeyVariable, apiPasswordVariable, ...settings }: NonNullable<Entry['yourMembership']>, env: NodeJS.ProcessEnv) => ({
  ...settings,
  apiKey: env[apiKeyVariable]!,
  apiPassword: env[apiPasswordVariable]!,
});

/** Variables that are named well and hold nothing; looked for in a wrong entry as well. */
function unset(entry: unknown, env: NodeJS.ProcessEnv): string[] {
  return Object.entries(asObject(entry)).flatMap(([system, account]) =>
    Object.entries(asObject(account))
      .filter(([member, variable]) => member.endsWith('Variable') && variableName.safeParse(variable).success && !env[variable as string])
      .map(([member, variable]) => `${system}.${member}: the variable ${variable as string} is not set: set it in the environment or in .env`),
  );
}

/** Member, cause and cure. */
function textsOf(issue: z.core.$ZodIssue): string[] {
  const at = (...more: string[]): string => [...issue.path.map(String), ...more].join('.');
  if (issue.code !== 'unrecognized_keys') return [issue.path.length > 0 ? `${at()}: ${issue.message}` : issue.message];
  return issue.keys.map((name) => `${at(name)}: ${SECRET.test(name) ? `a secret does not belong into this file: put it into an environment variable, and its name into ${name}Variable` : 'is not known'}`);
}

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

function nameOf(entry: unknown): string | undefined {
  const { name } = asObject(entry) as { name?: unknown };
  return typeof name === 'string' ? `"${name.slice(0, 40)}"` : undefined;
}

const twice = (entries: unknown[]): string[] => {
  const names = entries.flatMap((entry) => nameOf(entry) ?? []);
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
};

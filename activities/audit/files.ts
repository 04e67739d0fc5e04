/** Files of an audit: the claims, for the time of it, and the results. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { stringify } from 'csv-stringify/sync';
import type { AuditLine } from '../../workflows/contracts/audit.js';
import { tenant as tenantName } from '../../workflows/contracts/schemas/common.js';
import { writeAt } from '../renewals/write-at.js';
import type { ClosedFlow } from './claim.js';

const COLUMNS = ['kind', 'flow', 'workflowId', 'runId', 'closedAt', 'record', 'reported', 'found', 'evidence'] as const;

/** Throws RangeError on a name that is no tenant's: it could lead elsewhere. */
function folderOf(dataDir: string, tenant: string): string {
  if (!tenantName.safeParse(tenant).success) throw new RangeError('tenant: is no tenant name');
  return join(dataDir, 'audits', tenant);
}

/** Named after the time of the audit; several at one moment are told apart by their runs. */
const nameOf = (at: string, runId: string): string => `${at.slice(0, 19).replace(/:/g, '-')}Z-${runId.replace(/[^\w-]/g, '').slice(-8)}`;

export const claimsFile = (dataDir: string, tenant: string, at: string, runId: string): string => join(folderOf(dataDir, tenant), `tmp-${nameOf(at, runId)}.claims.jsonl`);
export const auditFile = (dataDir: string, tenant: string, at: string, runId: string): string => join(folderOf(dataDir, tenant), `${nameOf(at, runId)}.csv`);

export async function writeClaims(file: string, flows: readonly ClosedFlow[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, 'w', 0o600);
  try {
    for (const flow of flows) await handle.write(`${JSON.stringify(flow)}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export async function readClaims(file: string): Promise<ClosedFlow[]> {
  const flows: ClosedFlow[] = [];
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) if (line) flows.push(JSON.parse(line) as ClosedFlow);
  return flows;
}

export const removeClaims = async (file: string): Promise<void> => await rm(file, { force: true });

const isJson = (file: string): boolean => /\.jsonl$/i.test(file);

/** Begins the results file anew. @returns its size in bytes. */
export const beginAuditFile = (file: string): Promise<number> => writeAt(file, 0, isJson(file) ? '' : stringify([[...COLUMNS]]));

/** @returns the size of the file in bytes afterwards: the offset of the next append. */
export const appendAudit = (file: string, offset: number, lines: readonly AuditLine[]): Promise<number> =>
  writeAt(file, offset, isJson(file) ? lines.map((line) => `${JSON.stringify(line)}\n`).join('') : stringify(lines.map((line) => COLUMNS.map((name) => line[name]))));

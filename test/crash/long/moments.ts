/** Moments of long work that no API call marks: seen in the files of the workers, and in the server's list of runs. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { WorkflowHandle } from '@temporalio/client';

/** Whether the moment has come. */
export type Moment = () => boolean | Promise<boolean>;

/** Folders of attempts that read a file, dead ones among them. */
function attempts(dataDir: string, tenant: string): string[] {
  const folder = join(dataDir, 'imports', tenant);
  return entries(folder).filter((name) => name.startsWith('tmp-')).map((name) => join(folder, name));
}

/** An attempt later than those there were before has checked and kept so many bytes of rows. */
export function readBytes(dataDir: string, tenant: string, bytes: number): Moment {
  return newAttempt(dataDir, tenant, (folder) => sizeOf(join(folder, 'scratch', 'rows.jsonl')) >= bytes);
}

/** Such an attempt puts its rows into packages. */
export const packaging = (dataDir: string, tenant: string): Moment =>
  newAttempt(dataDir, tenant, (folder) => entries(folder).includes('packages'));

function newAttempt(dataDir: string, tenant: string, isSo: (folder: string) => boolean): Moment {
  let before: string[] | undefined;
  return () => {
    before ??= attempts(dataDir, tenant);
    return attempts(dataDir, tenant).some((folder) => !before!.includes(folder) && isSo(folder));
  };
}

/** The results file has so many lines, its header not counted. */
export const resultLines = (file: string, lines: number): Moment => () => linesIn(file) > lines;

/** A workflow has begun a new run since this was first asked. */
export function newRun(handle: WorkflowHandle): Moment {
  let first: string | undefined;
  return async () => {
    const now = await handle.describe().then(({ runId }) => runId, () => undefined);
    first ??= now;
    return now !== undefined && now !== first;
  };
}

const entries = (folder: string): string[] => quiet(() => readdirSync(folder)) ?? [];
const sizeOf = (file: string): number => quiet(() => statSync(file).size) ?? 0;
const linesIn = (file: string): number => (quiet(() => readFileSync(file, 'utf8')) ?? '').split('\n').length - 1;

/** Files come and go meanwhile. */
function quiet<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}

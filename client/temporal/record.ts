/** `server.json` of a state folder: which server runs on it, whose it is, and on which ports it was last. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { commandLine, isAlive } from './processes.js';

const schema = z.object({
  /** Absent when the server was stopped: the ports are kept for the next start. */
  pid: z.number().int().positive().optional(),
  /** The process that started it and will end it. */
  owner: z.number().int().positive().optional(),
  port: z.number().int(),
  uiPort: z.number().int().optional(),
  httpPort: z.number().int(),
  /** All its tasks are in one partition a queue. Absent: a folder of before, which may have them in four. */
  onePartition: z.literal(true).optional(),
});
export type ServerRecord = z.infer<typeof schema>;

const file = (folder: string): string => join(folder, 'server.json');

/** Undefined when there is none, or none that can be read. */
export async function readRecord(folder: string): Promise<ServerRecord | undefined> {
  try {
    return schema.parse(JSON.parse(await readFile(file(folder), 'utf8')));
  } catch {
    return undefined;
  }
}

export async function writeRecord(folder: string, record: ServerRecord): Promise<void> {
  const fresh = `${file(folder)}.${process.pid}`;
  await writeFile(fresh, `${JSON.stringify(record)}\n`);
  await rename(fresh, file(folder));
}

/** Is the recorded server still running? Checked by its command line: the pid may have passed to another process. */
export async function isRunning(record: ServerRecord): Promise<boolean> {
  if (!record.pid || !isAlive(record.pid)) return false;
  const line = await commandLine(record.pid);
  return line.includes('start-dev') && line.includes(`--port ${record.port}`);
}

/** Does the process that started it still run? */
export const hasOwner = (record: ServerRecord): boolean => record.owner !== undefined && isAlive(record.owner);

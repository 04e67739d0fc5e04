/** Configuration, login and rights at the association's API: asked of a worker's own code, in a process of its own. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { messageOf } from '../problem.js';
import { bad, good, type Check } from './check.js';

/** Tenants are asked one after another, and one that is away keeps it waiting for its time-outs. */
const TIMEOUT_MS = 600_000;
const run = promisify(execFile);
const line = z.object({ check: z.string(), ok: z.boolean(), message: z.string(), warning: z.literal(true).optional(), cure: z.string().optional() });

/** `parameters`: of `process.execPath`, for the module that prints one JSON line a check. */
export async function checkApi(parameters: string[], env: NodeJS.ProcessEnv = {}): Promise<Check[]> {
  let out: string;
  try {
    out = (await run(process.execPath, parameters, { timeout: TIMEOUT_MS, env: { ...process.env, ...env } })).stdout;
  } catch (error) {
    // A fault found may end it with another exit code than 0; its lines count all the same.
    out = (error as { stdout?: string }).stdout ?? '';
    if (!out.trim())
      return [bad('configuration', `cannot be checked: ${messageOf(error)}`, 'Set DEBUG=1 and run it again.')];
  }
  const checks = out.split('\n').flatMap((text) => toCheck(text));
  return checks.length > 0 ? checks : [good('configuration', 'nothing to check')];
}

function toCheck(text: string): Check[] {
  try {
    const { cure, warning, ...check } = line.parse(JSON.parse(text));
    return [{ ...check, ...(warning && { warning }), ...(cure !== undefined && { cure }) }];
  } catch {
    return [];
  }
}

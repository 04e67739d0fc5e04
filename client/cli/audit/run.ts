/** `duesflow audit`: starts it, says how far it is, tells what it has found. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { AuditInput, AuditResult } from '../../../workflows/contracts/audit.js';
import { TASK_QUEUE } from '../../../workflows/contracts/names.js';
import { isClean, parseAudit, startAudit, type StartedAudit } from '../../audit.js';
import { refuseUnknownTenant } from '../../known-tenants.js';
import { EXIT } from '../../problem.js';
import { pendingWord } from '../../progress.js';
import { absolute } from '../input-file.js';
import { note, paint, print, printJson } from '../output.js';
import type { AuditOptions } from '../verbs/audit.js';
import { withTemporal } from '../with-temporal.js';
import { auditText } from './text.js';

export async function runAudit(options: AuditOptions): Promise<void> {
  const input = auditInput(options);
  await refuseUnknownTenant(input);
  await withTemporal({ embed: !options.detach }, async (client) => {
    const started = await startAudit(client, input, process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE);
    const { workflowId, runId } = started;
    if (options.detach) return options.json ? printJson({ workflowId, runId }) : print(`Started: ${workflowId}`);
    note(`Started: ${workflowId}`);
    const result = await followed(client, started, options.timeout);
    if (!result) {
      note(`Not ended after ${options.timeout} s. It goes on; the Web UI shows it.`);
      process.exitCode = EXIT.otherVerdict;
      return;
    }
    if (options.json) printJson(result);
    else print(auditText(result, paint));
    process.exitCode = exitOf(result);
  });
}

/** The input of the options. @throws {InvalidInput} */
export function auditInput({ since, until, tenant, flow, results }: Pick<AuditOptions, 'since' | 'until' | 'tenant' | 'flow' | 'results'>): AuditInput {
  const members = { since, until, tenant, flow, resultsFile: results === undefined ? undefined : absolute(results) };
  return parseAudit(Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)));
}

/** What could not be read to its end has told nothing of the rest. */
export function exitOf(result: Pick<AuditResult, 'totals' | 'gaveUp'>): number {
  if (!isClean(result)) return EXIT.otherVerdict;
  return result.gaveUp === undefined ? EXIT.completed : EXIT.unreachable;
}

const LOOK_MS = 1_000;

/** Undefined: the time is over. */
async function followed(client: Client, { workflowId, result }: StartedAudit, timeout: number | undefined): Promise<AuditResult | undefined> {
  const watch = new AbortController();
  const over = timeout === undefined ? new Promise<never>(() => undefined) : sleep(timeout * 1000, undefined, { signal: watch.signal });
  over.catch(() => undefined);
  const telling = tell(client, workflowId, watch.signal);
  try {
    return await Promise.race([result(), over]);
  } finally {
    watch.abort();
    await telling;
  }
}

/** A line for each change of how far it is. */
async function tell(client: Client, workflowId: string, signal: AbortSignal): Promise<void> {
  let last: string | undefined;
  while (!signal.aborted) {
    const word = await pendingWord(client, workflowId, 'flows').catch(() => undefined);
    if (word !== undefined && word !== last && !signal.aborted) note(`  ${word}`);
    last = word ?? last;
    await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
  }
}

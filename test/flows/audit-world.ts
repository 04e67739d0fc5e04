/** Closed flows of many kinds, and audits of them: what the tests of audits share. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { AuditInput, AuditLine, AuditResult } from '../../workflows/contracts/audit.js';
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { eventually } from '../client/support.js';
import type { Bench } from '../setup/bench.js';

export interface Audits {
  /** Runs a flow under the tenant of the bench. */
  run<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report>;
  /** Audits all flows of the last hour, once visibility shows those that were run. */
  audit(input?: Partial<AuditInput>): Promise<{ workflowId: string; result: AuditResult; lines: AuditLine[] }>;
}

export function auditsOf(bench: Bench): Audits {
  const { client, taskQueue, tenant } = bench;
  const ended: string[] = [];
  const seen = async (): Promise<Set<string>> => {
    const ids = new Set<string>();
    for await (const run of client.workflow.list({ query: `TaskQueue = '${taskQueue}' AND ExecutionStatus != 'Running'` })) ids.add(run.workflowId);
    return ids;
  };
  return {
    async run(flow, input) {
      const report = await bench.run(flow, input);
      ended.push(report.workflowId);
      return report;
    },
    async audit(input = {}) {
      await eventually(seen, (ids) => ended.every((id) => ids.has(id)));
      const full: AuditInput = { tenant: tenant.name, since: '1h', ...input };
      const workflowId = `audit:${tenant.name}:${randomUUID()}`;
      const result = (await client.workflow.execute('audit', { workflowId, taskQueue, args: [full] })) as AuditResult;
      const text = await readFile(result.resultsFile, 'utf8');
      return { workflowId, result, lines: parse(text, { columns: true }) as AuditLine[] };
    },
  };
}

/** `drift payInvoice payment DF...` and its like, in order. */
export const worded = (lines: AuditLine[]): string[] => lines.map(({ kind, flow, record }) => `${kind} ${flow} ${record}`.trim()).sort();

/** How long the histories of a run became: all of its workflows, by type, as the server counts them. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';

export interface Histories {
  workflows: number;
  events: number;
  bytes: number;
}

/**
 * `expected`: how many workflows of each type must be seen; the server's list is a little behind. `where`: a query that
 * leaves others out.
 */
export async function historiesOf(client: Client, expected: Record<string, number>, where?: string): Promise<Record<string, Histories>> {
  for (let looks = 1; ; looks += 1) {
    const found = await closedRuns(client, where);
    const missing = Object.entries(expected).filter(([type, count]) => (found[type]?.workflows ?? 0) < count);
    if (missing.length === 0) return found;
    if (looks === 40) throw new Error(`the server lists too few closed workflows: ${missing.map(([type]) => type).join(', ')}`);
    await sleep(250);
  }
}

async function closedRuns(client: Client, where?: string): Promise<Record<string, Histories>> {
  const query = `ExecutionStatus != 'Running'${where === undefined ? '' : ` AND ${where}`}`;
  const sums: Record<string, Histories> = {};
  for await (const { type, historyLength, historySize } of client.workflow.list({ query, pageSize: 1000 })) {
    const sum = (sums[type] ??= { workflows: 0, events: 0, bytes: 0 });
    sum.workflows += 1;
    sum.events += historyLength;
    sum.bytes += historySize ?? 0;
  }
  return sums;
}

export function total(histories: Record<string, Histories>): Histories {
  const sum = (member: keyof Histories): number => Object.values(histories).reduce((so, one) => so + one[member], 0);
  return { workflows: sum('workflows'), events: sum('events'), bytes: sum('bytes') };
}

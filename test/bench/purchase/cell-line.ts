import { rounded } from '../table.js';
import { flowsASecond, type Cell } from './cell.js';
import type { Measured, System } from './matrix.js';

export const CELL_HEAD = [
  ...['at a time', 'tenants', 'API ms', 'what', 'flows', 'flows/s', 'p50 ms', 'p95 ms'],
  ...['CPU s for 1,000: worker', 'server', 'events', 'history kB', 'API calls'],
];

const NAMES: Record<System, string> = { ours: 'purchaseSubscription', plain: 'plain workflow', script: 'plain script' };

export function cellLine({ system, sync, cell }: Pick<Measured, 'system' | 'sync'> & { cell: Cell }): (string | number)[] {
  const { concurrency, tenants, latencyMs, flows, p50, p95, cpu, events, bytes, calls } = cell;
  const name = `${NAMES[system]}${sync === 'full' && system !== 'script' ? ', full sync' : ''}`;
  return [
    ...[concurrency, tenants, latencyMs, name, flows, rounded(flowsASecond(cell)), Math.round(p50), Math.round(p95)],
    ...[rounded(cpu.worker), rounded(cpu.server), rounded(events), rounded(bytes / 1000), rounded(calls, 2)],
  ];
}

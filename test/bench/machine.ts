/** What a figure was measured on. */
import { cpus, loadavg, totalmem } from 'node:os';
import type { Options } from './options.js';

export function machine() {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGB: Math.round(totalmem() / 1024 ** 3),
    node: process.version,
    /** Work of others, before the measurement began. */
    load: Number(loadavg()[0]!.toFixed(1)),
  };
}

export function machineText({ cores, processor, memoryGB, node, load }: ReturnType<typeof machine>): string {
  const busy = load > cores / 2 ? '; the machine is busy: seconds say little, ratios and counts more' : '';
  return `${cores} cores (${processor}), ${memoryGB} GB, Node ${node}, load ${load}${busy}`;
}

/** What the Temporal server was started with. */
export function settingsText({ sync, dynamic }: Options['server']): string {
  const tried = Object.entries(dynamic).map(([key, value]) => `, ${key}=${value}`);
  return `Temporal dev server as shipped (client/temporal/settings.ts): file with write-ahead log, synchronous=${sync}${tried.join('')}.`;
}

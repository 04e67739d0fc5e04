/** What a figure was measured on. */
import { cpus, loadavg, totalmem } from 'node:os';

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

export const SETTINGS =
  'Temporal dev server as shipped: file with write-ahead log, synchronous=normal, transferProcessorMaxPollRPS 1000, timers on 50 ms, eager activities.';

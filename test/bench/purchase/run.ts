/** The speed of purchases: all of it, or the part that was asked for. */
import { SHORTEST, type Options } from '../options.js';
import { measureColdStart } from './cold-start.js';
import { measureGrowth } from './growth.js';
import { measureFlows, measureMatrix } from './matrix.js';
import { measurePairs } from './pairs.js';
import { measureRecovery } from './recovery.js';
import type { Results } from './targets.js';
import { measureTenants } from './tenants.js';

export type Part = 'purchase' | 'pairs' | 'recovery' | 'cold-start' | 'tenants' | 'memory';

export async function measurePurchases(part: Part | 'all', options: Options, tell: (line: string) => void): Promise<Results> {
  const { keep, server } = options;
  const results: Results = { matrix: [], pairs: [], recovery: [], coldStart: [], tenants: [], growth: [] };
  const wants = (name: Part): boolean => part === name || (part === 'all' && name !== 'memory');
  const flows = options.flows?.[0] ?? Infinity;
  if (wants('cold-start'))
    for (const built of [false, true]) {
      tell(`cold start${built ? ', the bundle built before' : ''} ...`);
      results.coldStart.push(await measureColdStart(built, options));
    }
  if (wants('purchase')) {
    const { concurrency, latency } = options;
    results.matrix.push(...(await measureMatrix({ concurrency, latency, flows, server, keep }, tell)));
  }
  if (part === 'all' && server.sync === 'normal') {
    tell('purchases, 1 at a time, full sync: ours ...');
    results.matrix.push(await measureFlows('ours', 1, { concurrency: [1], latency: [200], flows, server: { ...server, sync: 'full' }, keep }));
  }
  if (wants('pairs')) {
    tell('purchases, 50 at a time, in turns with the plain workflow ...');
    results.pairs.push(await measurePairs(flows, options, tell));
  }
  if (wants('recovery')) {
    tell('SIGKILL of the worker ...');
    results.recovery.push(await measureRecovery(flows, options));
  }
  if (wants('tenants'))
    for (const count of options.tenants)
      for (const latencyMs of part === 'all' ? [200, 100] : options.latency) {
        tell(`${count} tenants at ${latencyMs} ms ...`);
        results.tenants.push(await measureTenants(count, latencyMs, options, flows < SHORTEST ? 5 : undefined));
      }
  if (wants('memory')) {
    tell('memory ...');
    results.growth.push(...(await measureGrowth(options.flows ?? [1000, 10_000, 50_000], options, tell)));
  }
  return results;
}

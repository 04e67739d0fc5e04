/** The simulator of a measurement, in a process of its own. Told by BENCH_ORDER; says its address. */
import { allFindings, check, startSimulator, type FlowCase, type SimRequest, type SimulatorOptions } from '../simulator/index.js';
import { answerTo } from './answers.js';

/** Calls by entity and operation or method, and effects by kind. */
export interface Tally {
  calls: Record<string, number>;
  /** How long the API was at work for these calls, in milliseconds. */
  busyMs: number;
  effects: Record<string, number>;
  /** Most calls of one user that ran at the same time. */
  mostAtOnce: number;
  defects: number;
}

export interface Recorded extends Pick<SimRequest, 'method' | 'path' | 'query' | 'body'> {
  /** Arrival, epoch milliseconds. */
  at: number;
}

/** A stretch of time, epoch milliseconds. */
export interface Stretch {
  from: number;
  to: number;
}

const options = JSON.parse(process.env['BENCH_ORDER'] ?? '{}') as SimulatorOptions;
const sim = await startSimulator(options);
const before = options.ledger === 'counts' ? undefined : sim.snapshot();
let recorded: Recorded[] = [];
let stopRecording = (): void => undefined;

const apiCalls = () => sim.calls.filter(({ path }) => path.startsWith('/api/'));

function tally(): Tally {
  const calls: Record<string, number> = {};
  let busyMs = 0;
  for (const { method, entity, operation, ms = 0 } of apiCalls()) {
    const label = operation ? `${entity}.${operation}` : `${method} ${entity}`;
    calls[label] = (calls[label] ?? 0) + 1;
    busyMs += ms;
  }
  // Log-ins are nobody's yet.
  const { anonymous: _logIns, ...byUser } = sim.maxConcurrent;
  const mostAtOnce = Math.max(0, ...Object.values(byUser));
  return { calls, busyMs, effects: { ...sim.effectCounts }, mostAtOnce, defects: sim.defects.length };
}

answerTo({
  tally,
  latency(ms: number) {
    sim.switches.latencyMs = ms;
  },
  /** Calls that arrived within the stretch, of all users together. */
  callsWithin: ({ from, to }: Stretch): number => apiCalls().filter(({ at }) => Date.parse(at) >= from && Date.parse(at) < to).length,
  /** What the checker of the ledger finds wrong, by the user of each tenant. */
  async judge(byUser: Record<string, FlowCase[]>): Promise<string[]> {
    if (!before) throw new Error('a ledger of counts cannot be judged');
    await sim.idle();
    const after = sim.snapshot();
    return Object.entries(byUser).flatMap(([apiUser, reports]) =>
      allFindings(check({ before, after, ledger: sim.ledger, reports, apiUser })).map(({ sentence }) => sentence),
    );
  },
  record() {
    recorded = [];
    stopRecording = sim.onHit({ path: '/api', times: 0 }, 'before', ({ method, path, query, body }) => {
      recorded.push({ at: Date.now(), method, path, query, body });
    });
  },
  recorded() {
    stopRecording();
    return recorded;
  },
});
process.send!(sim.url);

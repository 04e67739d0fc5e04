/** The simulator of a measurement, in a process of its own. Told by BENCH_ORDER; says its address. */
import { startSimulator, type SimRequest, type SimulatorOptions } from '../simulator/index.js';
import { answerTo } from './answers.js';

/** Calls by entity and operation or method, and effects by kind. */
export interface Tally {
  calls: Record<string, number>;
  effects: Record<string, number>;
  defects: number;
}

export type Recorded = Pick<SimRequest, 'method' | 'path' | 'query' | 'body'>;

const sim = await startSimulator(JSON.parse(process.env['BENCH_ORDER'] ?? '{}') as SimulatorOptions);
let recorded: Recorded[] = [];
let stopRecording = (): void => undefined;

function tally(): Tally {
  const calls: Record<string, number> = {};
  for (const { path, method, entity, operation } of sim.calls) {
    if (!path.startsWith('/api/')) continue;
    const label = operation ? `${entity}.${operation}` : `${method} ${entity}`;
    calls[label] = (calls[label] ?? 0) + 1;
  }
  return { calls, effects: { ...sim.effectCounts }, defects: sim.defects.length };
}

answerTo({
  tally,
  record() {
    recorded = [];
    stopRecording = sim.onHit({ path: '/api', times: 0 }, 'before', ({ method, path, query, body }) => {
      recorded.push({ method, path, query, body });
    });
  },
  recorded() {
    stopRecording();
    return recorded;
  },
});
process.send!(sim.url);

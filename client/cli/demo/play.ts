/** Plays one scene and tells what is seen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type { Report } from '../../../workflows/contracts/report.js';
import { createDuesflow } from '../../index.js';
import type { Scene } from './scenes.js';
import type { SimulatorAdmin } from './simulator-admin.js';

export interface Stage {
  client: Client;
  simulator: SimulatorAdmin;
  /** Kills the worker with SIGKILL and starts another. */
  killWorker(): Promise<void>;
  say(line: string): void;
}

/** Answers with the flow's report at its end. */
export async function play(scene: Scene, { client, simulator, killWorker, say }: Stage): Promise<Report> {
  const duesflow = createDuesflow({ client });
  if (scene.fault) await simulator.fault(scene.fault);
  const { workflowId } = await duesflow.start(scene.flow, scene.input as never);
  if (scene.kill) {
    while (!(await simulator.faultHit())) await sleep(20);
    say('  SIGKILL to the worker, in the middle of the call');
    await killWorker();
    say('  another worker is up');
  }
  if (scene.repair) {
    const report = await until(duesflow.report, workflowId, (now) => now.state === 'parked');
    const { verb, by, why } = scene.repair;
    say(`  parked at "${report.parked!.step}": ${report.parked!.why}`);
    await simulator.clearFaults();
    await duesflow.repair(workflowId, verb, { by, why });
    say(`  ${by} says ${verb}: ${why}`);
  }
  const report = await until(duesflow.report, workflowId, (now) => now.state === 'closed');
  await simulator.clearFaults();
  return report;
}

/** The query is served by a worker: while one is killed, it is asked again. */
async function until(
  report: (id: string) => Promise<Report>,
  workflowId: string,
  enough: (report: Report) => boolean,
): Promise<Report> {
  for (;;) {
    const now = await report(workflowId).catch(() => undefined);
    if (now && enough(now)) return now;
    await sleep(100);
  }
}

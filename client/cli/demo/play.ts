/** Plays one scene of a single flow and tells what is seen. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { AnyInput } from '../../../workflows/contracts/inputs.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { InvalidInput } from '../../errors.js';
import { keyOf } from '../../index.js';
import type { Scene } from './scenes/scene.js';
import { indent, killWhenHit, sayReport, unlike, type Act, type Stage } from './stage.js';

export const actOf = (scene: Scene): Act => ({
  title: scene.title,
  play: (stage) => (scene.ends === 'not started' ? refused(scene, stage) : played(scene, stage)),
});

async function played(scene: Scene, stage: Stage): Promise<string[]> {
  const { report, faultPlayed } = await play(scene, stage);
  sayReport(stage, report);
  return [
    ...unlike({ verdict: scene.ends, faultPlayed: scene.fault !== undefined }, { ...report, faultPlayed }),
    ...unlike(scene.result ?? {}, report.result),
  ];
}

/** Nothing is started and nothing called: a wrong input is told at once. */
async function refused({ flow, input }: Scene, { duesflow, simulator, say }: Stage): Promise<string[]> {
  const before = (await simulator.calls()).length;
  const answer: unknown = await duesflow.start(flow, input as never).catch((error: unknown) => error);
  if (answer instanceof InvalidInput) say(indent(`${answer.message}\n${answer.cure}`));
  const seen = { refused: answer instanceof InvalidInput, calls: (await simulator.calls()).length };
  return unlike({ refused: true, calls: before }, seen);
}

/** Answers with the flow's report at its end, and whether the API went wrong as it should. */
async function play(scene: Scene, stage: Stage): Promise<{ report: Report; faultPlayed: boolean }> {
  const { duesflow, simulator } = stage;
  if (scene.switches) await simulator.switch(scene.switches);
  if (scene.before) await simulator.office(scene.before);
  const fault = scene.fault && (await simulator.fault(scene.fault));
  const { workflowId, result } = await duesflow.start(scene.flow, (await inputOf(scene, stage)) as never);
  if (scene.kill && fault !== undefined) await killWhenHit(stage, fault, result());
  let faultPlayed = false;
  const clear = async (): Promise<void> => {
    faultPlayed ||= fault !== undefined && (await simulator.faultHit(fault));
    await simulator.clearFaults();
  };
  if (scene.repair) await repair(scene.repair, workflowId, stage, clear);
  const report = await until(duesflow.report, workflowId, (now) => now.state === 'closed');
  await clear();
  return { report, faultPlayed };
}

async function inputOf({ input, invoiceOf }: Scene, { duesflow }: Stage): Promise<AnyInput> {
  if (typeof input !== 'function') return input;
  const { flow, input: earlier } = invoiceOf!;
  const { ids } = await duesflow.report(keyOf(flow, earlier as never));
  return input(ids['invoiceId']!);
}

async function repair(
  { verb, by, why, cure }: NonNullable<Scene['repair']>,
  workflowId: string,
  { duesflow, simulator, say }: Stage,
  clear: () => Promise<void>,
): Promise<void> {
  const report = await until(duesflow.report, workflowId, (now) => now.state === 'parked');
  say(`  parked at "${report.parked!.step}": ${report.parked!.why}`);
  await clear();
  if (cure) await simulator.office(cure);
  await duesflow.repair(workflowId, verb, { by, why });
  say(`  ${by} says ${verb}: ${why}`);
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

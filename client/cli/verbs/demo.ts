/** `duesflow demo`: every flow on a real Temporal server against the simulator, with faults, crashes, and the ledger's judgement. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDuesflow } from '../../index.js';
import { ACTS } from '../demo/acts.js';
import { judge, judgementText } from '../demo/judge.js';
import { simulatorAdmin } from '../demo/simulator-admin.js';
import { startDemoStack } from '../demo/stack.js';
import type { Stage } from '../demo/stage.js';
import { note, print, printJson } from '../output.js';
import { signalCode, untilSignal } from '../signals.js';

/** Answers with the exit code: 0 only when every scene ended as it should and the ledger is clean. */
export async function runDemo({ json, address }: { json: boolean; address?: string }): Promise<number> {
  const say = json ? note : print;
  const interrupted = untilSignal();
  const state = await mkdtemp(join(tmpdir(), 'duesflow-demo-'));
  const ending: (() => Promise<unknown>)[] = [() => rm(state, { recursive: true, force: true })];
  try {
    const folder = await mkdtemp(join(tmpdir(), 'duesflow-demo-files-'));
    const { server, client, url, killWorker } = await startDemoStack(state, folder, ending, address);
    say(`Temporal ${server.address}${server.uiUrl ? `, Web UI ${server.uiUrl}` : ''}; iMIS and YourMembership simulated at ${url}`);
    say(`Files of the demo, among them tenants.json, the list of its two associations: ${folder}\n`);
    const stage = {
      client,
      duesflow: createDuesflow({ client }),
      simulator: simulatorAdmin(url),
      folder,
      killWorker,
      say,
    };
    const work = playAndJudge(stage, json);
    const end = await Promise.race([work, interrupted]);
    if (typeof end === 'number') return end;
    note('Interrupted.');
    // All that it plays on is about to go: what it says of that is of no interest.
    work.catch(() => undefined);
    return signalCode(end);
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

async function playAndJudge(stage: Stage, json: boolean): Promise<0 | 3> {
  const startedAt = Date.now();
  const asExpected = await playAll(stage);
  const judged = await judge(stage.client, stage.simulator);
  stage.say(judgementText(judged, Date.now() - startedAt));
  stage.say(`The files of imports and runs stay in ${stage.folder}`);
  if (json) printJson({ reports: judged.cases.map(({ report }) => report), judgement: judged.judgement });
  return judged.clean && asExpected ? 0 : 3;
}

/** True when each scene ended as it should. */
async function playAll(stage: Stage): Promise<boolean> {
  let asExpected = true;
  for (const [index, { title, play }] of ACTS.entries()) {
    stage.say(`${index + 1}/${ACTS.length}  ${title}`);
    const wrong = await play(stage);
    stage.say(wrong.map((sentence) => `\n  NOT AS EXPECTED: ${sentence}\n`).join(''));
    asExpected &&= wrong.length === 0;
  }
  return asExpected;
}

/** The server is killed with SIGKILL: in the middle of a payment, and while another flow waits for a person. */
import type { Client } from '@temporalio/client';
import { setTimeout as sleep } from 'node:timers/promises';
import { thisYear } from '../../../client/cli/demo/association.js';
import { at, cash } from '../../../client/cli/demo/scenes/scene.js';
import { simulatorAdmin, type Judgement } from '../../../client/cli/demo/simulator-admin.js';
import { createDuesflow } from '../../../client/index.js';
import type { InputOf } from '../../../workflows/contracts/inputs.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { eventually } from './eventually.js';

export interface Play {
  client: Client;
  /** Of a simulator that nobody else uses. */
  url: string;
  /** Kills the server and answers once it is gone. */
  kill(): Promise<void>;
  /** Starts it again, on the same database. */
  startAgain(): Promise<void>;
  say(line: string): void;
}

/** Their keys are of their own, whatever was played on this server before. */
const occasion = 'killed-server';
const enrolment: InputOf<'enrolMember'> = { partyId: '23222', itemId: 'JOUR', beginDate: thisYear, chapter: 'NORTH', payment: cash, occasion };
const change: InputOf<'changeChapter'> = { partyId: '23217', add: 'EAST', occasion };

/** Long beside the time in which a server on a busy machine comes back; nothing waits for it to end. */
const LIMIT_MS = 300_000;

/** Longer than the call is held: its answer comes while there is nobody to tell it to. */
const AWAY_MS = 2_500;
const HELD_MS = 1_500;

/** Answers with a sentence for each thing that is not as it should be. */
export async function playKilledServer({ client, url, kill, startAgain, say }: Play): Promise<string[]> {
  const duesflow = createDuesflow({ client });
  const simulator = simulatorAdmin(url);
  const stateOf = (id: string): Promise<Report['state'] | undefined> => duesflow.report(id).then(({ state }) => state, () => undefined);

  await simulator.fault(at('POST', 'GroupMember', change.partyId, '403'));
  const parked = (await duesflow.start('changeChapter', change)).workflowId;
  await eventually(async () => (await stateOf(parked)) === 'parked', LIMIT_MS);
  say('  a chapter change is parked: a right is lacking');

  const held = await simulator.fault(at('POST', 'ComboOrder', enrolment.partyId, 'pause', { when: 'after', maxMs: HELD_MS }));
  const paying = (await duesflow.start('enrolMember', enrolment)).workflowId;
  await eventually(() => simulator.faultHit(held), LIMIT_MS);
  say('  an enrolment is paying: SIGKILL to the Temporal server, in the middle of the call');
  await kill();
  await sleep(AWAY_MS);
  await startAgain();
  say('  it is up again, on the same database');

  await simulator.clearFaults();
  await eventually(async () => {
    const state = await stateOf(parked);
    if (state === 'parked') await duesflow.repair(parked, 'retry', { by: 'Kim Doe', why: 'gave the API user the right' });
    return state === 'closed';
  }, LIMIT_MS);
  await eventually(async () => (await stateOf(paying)) === 'closed', LIMIT_MS);
  const reports = [await duesflow.report(parked), await duesflow.report(paying)];
  for (const { key, verdict } of reports) say(`  ${key}: ${verdict}`);

  const inputs = [change, enrolment];
  const judgement = await simulator.check(reports.map((report, n) => ({ report, input: inputs[n] })));
  const payments = (await simulator.ledger()).filter(({ kind, user }) => kind === 'payment.applied' && user === 'duesflow').length;
  return [
    ...reports.filter(({ verdict }) => verdict !== 'completed').map(({ key, verdict }) => `${key} ended as ${verdict}`),
    ...(payments === 1 ? [] : [`the ledger has ${payments} payments for one enrolment`]),
    ...sentences(judgement),
  ];
}

const sentences = (judgement: Judgement): string[] => Object.values(judgement).flatMap((findings: Judgement['orphans']) => findings.map(({ sentence }) => sentence));

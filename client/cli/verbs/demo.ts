/** `duesflow demo`: the flows on a real Temporal server against the simulator, with faults, a crash, and the ledger's judgement. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../../../workflows/contracts/report.js';
import { connect } from '../../connect.js';
import { startDevServer } from '../../temporal/dev-server.js';
import { ensureTemporal } from '../../temporal/ensure.js';
import { startChild } from '../child.js';
import { play } from '../demo/play.js';
import { SCENES } from '../demo/scenes.js';
import { simulatorAdmin, type Judgement } from '../demo/simulator-admin.js';
import { note, print, printJson } from '../output.js';
import { reportText } from '../report-text.js';
import { startWorker } from '../stack.js';

/** The demo's tenant settles quickly; its latest late effect lands two seconds after the break. */
const TENANT = {
  IMIS_USERNAME: 'duesflow',
  IMIS_PASSWORD: 'simulator',
  IMIS_SETTLE_SECONDS: '2.5',
  IMIS_TIMEOUT_SECONDS: '2',
  IMIS_READ_TIMEOUT_SECONDS: '2',
  IMIS_HEARTBEAT_SECONDS: '1',
};

/** Answers with the exit code: 0 only when every scene ended as it should and the ledger is clean. */
export async function runDemo({ json }: { json: boolean }): Promise<number> {
  const say = json ? note : print;
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-demo-'));
  const ending: (() => Promise<unknown>)[] = [() => rm(folder, { recursive: true, force: true })];
  const startedAt = Date.now();
  try {
    const server = await startDevServer({ path: await ensureTemporal({ log: note }), stateDir: folder, log: note });
    ending.push(() => server.stop());
    const simulator = await startChild({
      name: 'simulator',
      module: 'test/simulator/main',
      parameters: ['--invoices', 'persisted'],
      logFile: join(folder, 'simulator.log'),
      ready: /(https?:\/\/\S+)/,
      readyWithinMs: 30_000,
    });
    ending.push(() => simulator.stop(2000));
    const url = simulator.said[1]!;
    const start = () => startWorker(folder, server.address, { ...TENANT, IMIS_BASE_URL: url });
    let worker = await start();
    ending.push(() => worker.stop());
    const client = await connect({ address: server.address });
    ending.push(() => client.connection.close());
    say(`Temporal ${server.address}, Web UI ${server.uiUrl}; simulated iMIS ${url}; settle time 2.5 s\n`);

    const admin = simulatorAdmin(url);
    const stage = {
      client,
      simulator: admin,
      say,
      async killWorker() {
        process.kill(worker.pid, 'SIGKILL');
        await worker.ended;
        worker = await start();
      },
    };
    const played: { report: Report; input: unknown; asExpected: boolean }[] = [];
    for (const [index, scene] of SCENES.entries()) {
      say(`${index + 1}/${SCENES.length}  ${scene.title}`);
      const report = await play(scene, stage);
      const asExpected = report.verdict === scene.ends;
      played.push({ report, input: scene.input, asExpected });
      say(`${indent(reportText(report, { width: 110 }))}\n${asExpected ? '' : `\n  EXPECTED: ${scene.ends}\n`}`);
    }
    const judgement = await admin.check(played);
    const paid = (await admin.ledger()).filter(
      (entry) => entry.kind === 'payment.applied' && entry.user === 'duesflow',
    );
    const calls = (await admin.calls()).length;
    tellJudgement(say, judgement, played.length, paid.length, calls, Date.now() - startedAt);
    const clean = Object.values(judgement).every((findings) => findings.length === 0);
    if (json) printJson({ reports: played.map(({ report }) => report), judgement });
    return clean && played.every(({ asExpected }) => asExpected) ? 0 : 3;
  } finally {
    for (const end of ending.reverse()) await end();
  }
}

const indent = (text: string): string => text.replace(/^/gm, '    ');

function tellJudgement(
  say: (line: string) => void,
  judgement: Judgement,
  flows: number,
  payments: number,
  calls: number,
  ms: number,
): void {
  const { duplicates, orphans, falseWords, undoneBefore } = judgement;
  say(
    `The simulator's ledger: ${flows} flows, ${calls} API calls, ${payments} payments, in ${Math.round(ms / 1000)} s`,
  );
  const lines = {
    'paid or made twice': duplicates,
    orphaned: orphans,
    'false words': falseWords,
    'undone that was there before': undoneBefore,
  };
  for (const [what, findings] of Object.entries(lines)) {
    say(`  ${what}: ${findings.length}`);
    for (const { sentence } of findings) say(`    ${sentence}`);
  }
}

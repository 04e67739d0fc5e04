/** One `dev` on a state folder. */
import { EXIT, Problem } from '../problem.js';
import { stateFolder } from '../temporal/dev-server.js';
import { hasOwner, isRunning, readRecord } from '../temporal/record.js';

/** @throws {Problem} naming the process that runs Temporal on this state folder already. */
export async function refuseSecond(folder = stateFolder()): Promise<void> {
  const record = await readRecord(folder);
  if (!record || !hasOwner(record) || !(await isRunning(record))) return;
  const at = record.uiPort ? `Its Web UI is http://127.0.0.1:${record.uiPort}. ` : '';
  throw new Problem(
    `Process ${record.owner} runs Temporal on ${folder} already.`,
    `${at}Use that one, end it first, or set DUESFLOW_STATE to another folder.`,
    EXIT.usage,
  );
}

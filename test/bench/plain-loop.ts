/**
 * What the API alone allows: the calls that a flow makes for one party, made for each party by a plain loop, so many
 * parties at a time as the tenant allows calls. No Temporal, no looks beyond those, no word on what was done.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SimulatorOptions } from '../simulator/index.js';
import { startChild } from './child.js';
import { FIRST_MEMBER } from './dues-file.js';
import type { Recorded, Tally } from './simulator.js';

/** The calls of one party, as they were taken down. */
export interface Script {
  partyId: string;
  calls: Recorded[];
}

export interface PlainOptions {
  simulator: SimulatorOptions;
  parties: number;
  concurrency: number;
  script: Script;
}

export interface PlainFigures {
  seconds: number;
  billed: number;
}

/** On a simulator of its own. */
export async function plainLoop({ simulator, parties, concurrency, script }: PlainOptions): Promise<PlainFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-bench-'));
  const sim = await startChild<string>({ module: 'simulator', order: simulator, logFile: join(folder, 'simulator.log') });
  try {
    const call = await loggedIn(sim.ready);
    let next = 0;
    const begun = performance.now();
    const loop = async (): Promise<void> => {
      for (let n = next++; n < parties; n = next++) await playFor(call, script, String(FIRST_MEMBER + n));
    };
    await Promise.all(Array.from({ length: concurrency }, loop));
    const seconds = (performance.now() - begun) / 1000;
    return { seconds, billed: (await sim.ask<Tally>('tally')).effects['renewal.billed'] ?? 0 };
  } finally {
    await sim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

type CallApi = (call: Recorded) => Promise<string>;

async function loggedIn(url: string): Promise<CallApi> {
  const body = new URLSearchParams({ grant_type: 'password', username: 'duesflow', password: 'simulator' });
  const answer = await fetch(`${url}/token`, { method: 'POST', body });
  const { access_token: token } = (await answer.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async ({ method, path, query, body: sent }) => {
    const address = `${url}${path}${query === '' ? '' : `?${encodeURI(query)}`}`;
    const told = await fetch(address, { method, headers, ...(sent !== undefined && { body: JSON.stringify(sent) }) });
    const text = await told.text();
    if (!told.ok) throw new Error(`plain loop: ${method} ${path} was answered ${told.status}`);
    return text;
  };
}

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const LOG_KEY = /"BillingLogKey":"([0-9a-f-]{36})"/i;

/** The same calls for another party: its id in place of the recorded one, and the key of its own billing run. */
async function playFor(call: CallApi, { partyId, calls }: Script, other: string): Promise<void> {
  let logKey: string | undefined;
  for (const one of calls) {
    const text = JSON.stringify(one).replaceAll(partyId, other);
    const answer = await call(JSON.parse(logKey ? text.replace(UUID, logKey) : text) as Recorded);
    logKey = LOG_KEY.exec(answer)?.[1] ?? logKey;
  }
}

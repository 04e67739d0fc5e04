/** The matrix: our flow (ours), a plain script (script) and a plain workflow (plain), in each cell on the same machine in the same run. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChild } from '../child.js';
import { cpuSecondsOf } from '../cpu.js';
import { onGround } from '../ground.js';
import type { Options } from '../options.js';
import type { ScriptOrder } from '../plain/script.js';
import type { Tally } from '../simulator.js';
import { rounded, sum } from '../table.js';
import { SETTINGS, tenantsFor } from './buyers.js';
import { flowsASecond, measureCell, perThousand, warmUp, type Cell, type CellOrder } from './cell.js';
import type { Lap } from './lap.js';
import { countFaults } from './ledger.js';
import { ours, plain } from './sellers.js';

export type System = 'ours' | 'plain' | 'script';

export interface Measured {
  system: System;
  /** Disk flushes of the Temporal server. */
  sync: 'normal' | 'full';
  cells: Cell[];
  /** What is wrong with the ledger. */
  faults: string[];
}

export interface MatrixOptions {
  /** Flows open at a time, one ground each. */
  concurrency: number[];
  /** Milliseconds. */
  latency: number[];
  /** At most so many flows in a cell. */
  flows: number;
  server: Options['server'];
  keep: boolean;
}

const SECONDS = 20;
/** What two quiet cores do at most. */
const FLOWS_A_SECOND = 25;
const CALLS = 6;
const FEWEST = 20;

/** As many as take some 20 s on two quiet cores, and each loop two. */
export function flowsOf(concurrency: number, latencyMs: number, atMost: number): number {
  const ownPace = tenantsFor(concurrency).length / ((CALLS * latencyMs) / 1000 + 0.1);
  const wanted = Math.round(SECONDS * Math.min(FLOWS_A_SECOND, ownPace));
  return Math.min(atMost, Math.max(FEWEST, wanted, concurrency > 1 ? 2 * concurrency : 0));
}

const ordersOf = (concurrency: number, { latency, flows }: MatrixOptions): CellOrder[] =>
  latency.map((latencyMs) => ({ concurrency, latencyMs, flows: flowsOf(concurrency, latencyMs, flows) }));

const all = (orders: CellOrder[]): number => orders.reduce((count, { flows }) => count + flows, 0);

/** Our flow or the plain workflow at one concurrency, cell after cell on one ground. */
export function measureFlows(system: 'ours' | 'plain', concurrency: number, options: MatrixOptions): Promise<Measured> {
  const orders = ordersOf(concurrency, options);
  const tenants = tenantsFor(concurrency);
  const { server, keep, flows } = options;
  const simulator = { parties: 0, members: all(orders) + 100 + tenants.length };
  const worker = system === 'ours' ? 'worker' : 'plain-worker';
  return onGround({ simulator, settings: SETTINGS, keep, tenants, server, worker }, async (ground) => {
    const seller = system === 'ours' ? ours(ground) : plain(ground.client);
    await warmUp(ground, seller, tenants, flows);
    const cells: Cell[] = [];
    for (const order of orders) cells.push(await measureCell(ground, seller, tenants, order));
    const faults = [...countFaults(await ground.sim.ask<Tally>('tally'), seller.sold), ...(await seller.faults())];
    return { system, sync: server.sync, cells, faults };
  });
}

/** The script needs no Temporal. */
export async function measureScript(concurrency: number, options: MatrixOptions): Promise<Measured> {
  const orders = ordersOf(concurrency, options);
  const names = tenantsFor(concurrency);
  const folder = await mkdtemp(join(tmpdir(), 'duesflow-bench-'));
  const users = names.map((name) => ({ name, password: 'simulator', role: 'staff' }));
  const simulator = { parties: 0, members: all(orders) + 100 + names.length, users };
  const sim = await startChild<string>({ module: 'simulator', order: simulator, logFile: join(folder, 'simulator.log') });
  try {
    const order: ScriptOrder = names.map((username) => ({ baseUrl: sim.ready, username, password: 'simulator' }));
    const script = await startChild<'ready'>({ module: 'script', order, logFile: join(folder, 'script.log') });
    try {
      const lap = (of: Pick<CellOrder, 'flows' | 'concurrency'>, from: number): Promise<Lap> => script.ask<Lap>('lap', { ...of, from });
      let sold = Math.max(100, names.length);
      await lap({ flows: sold, concurrency: names.length }, 0);
      const cells: Cell[] = [];
      for (const one of orders) {
        await sim.ask('latency', one.latencyMs);
        const before = { tally: await sim.ask<Tally>('tally'), cpu: cpuSecondsOf(script.pid) };
        const took = await lap(one, sold);
        sold += one.flows;
        const cpu = { worker: perThousand(cpuSecondsOf(script.pid) - before.cpu, one), server: 0 };
        const after = await sim.ask<Tally>('tally');
        const calls = (sum(after.calls) - sum(before.tally.calls)) / one.flows;
        const apiMs = (after.busyMs - before.tally.busyMs) / one.flows;
        cells.push({ ...one, ...took, tenants: names.length, cpu, events: 0, bytes: 0, calls, apiMs });
      }
      return { system: 'script', sync: options.server.sync, cells, faults: countFaults(await sim.ask<Tally>('tally'), sold) };
    } finally {
      await script.stop();
    }
  } finally {
    await sim.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Of each concurrency the three systems one after another. */
export async function measureMatrix(options: MatrixOptions, tell: (line: string) => void): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const concurrency of options.concurrency)
    for (const system of ['ours', 'plain', 'script'] as const) {
      tell(`purchases, ${concurrency} at a time: ${system} ...`);
      const one = await (system === 'script' ? measureScript(concurrency, options) : measureFlows(system, concurrency, options));
      for (const cell of one.cells) tell(`  ${cellText(cell)}`);
      measured.push(one);
    }
  return measured;
}

/** A run that is broken off has told this much. */
const cellText = (cell: Cell): string =>
  `${cell.latencyMs} ms: ${cell.flows} flows, ${rounded(flowsASecond(cell))} a second, CPU s for 1,000: worker ${rounded(cell.cpu.worker)}, server ${rounded(cell.cpu.server)}`;

/** People who look after parked flows: they do what the report says, or whatever else fits, one flow after the other. */
import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { repair as send } from '../../client/operate.js';
import { inputOf, readReport } from '../../client/runs.js';
import { listFlows } from '../../client/list.js';
import type { Verb } from '../../workflows/contracts/names.js';
import { repairParked, type Repair } from '../crash/repair.js';
import { SCRIPTS } from '../crash/scripts/index.js';
import type { Running } from './flows.js';
import type { Association } from './tenants.js';

/** What a person may say though the report asks for something else; the others leave things to be known only by people. */
const OTHERS: Verb[] = ['retry', 'compensate'];
/** Afterwards only what the report says is done. */
const MOST_OTHERS = 3;
/** A person takes a while. */
const THINK_MS = 1500;

const KIN_REPAIRS: Repair[] = SCRIPTS.filter(({ kin }) => kin).flatMap(({ repairs = [] }) => repairs);

export class People {
  readonly repairs = new Map<string, number>();
  readonly parked = new Set<string>();
  /** How many wait now. */
  waiting = 0;
  private readonly since = new Map<string, number>();
  private readonly others = new Map<string, number>();
  private readonly client: Client;
  private readonly random: () => number;

  constructor(client: Client, random: () => number) {
    this.client = client;
    this.random = random;
  }

  /** One round. `calm`: everything is to be brought to an end. */
  async round(associations: Association[], flows: ReadonlyMap<string, Running>, calm: boolean): Promise<void> {
    const found: { workflowId: string; association: Association }[] = [];
    for (const association of associations)
      for await (const { workflowId } of listFlows(this.client, { state: 'parked', tenant: association.tenant.name })) found.push({ workflowId, association });
    this.waiting = found.length;
    const now = Date.now();
    for (const id of this.since.keys()) if (!found.some(({ workflowId }) => workflowId === id)) this.since.delete(id);
    for (const { workflowId, association } of found) {
      if (!this.since.has(workflowId)) this.since.set(workflowId, now);
      this.parked.add(workflowId);
      if (calm || now - this.since.get(workflowId)! > THINK_MS * (0.3 + 2 * this.random())) await this.decide(workflowId, association, flows.get(workflowId), calm);
    }
  }

  private async decide(workflowId: string, { sim, before }: Association, flow: Running | undefined, calm: boolean): Promise<void> {
    const report = await readReport(this.client, workflowId);
    if (report.state !== 'parked' || !report.parked) return;
    const { verbs, step } = report.parked;
    // For those of its kin that wait, and then all it offers is to end without them: they are looked after themselves.
    if (verbs.join() === 'skip') return;
    this.since.delete(workflowId);
    const told = this.others.get(workflowId) ?? 0;
    const fitting = OTHERS.filter((verb) => verbs.includes(verb));
    const other = !calm && told < MOST_OTHERS && this.random() < 0.3 ? fitting[Math.floor(this.random() * fitting.length)] : undefined;
    if (other) this.others.set(workflowId, told + 1);
    const input = flow?.input ?? ((await inputOf(this.client, workflowId)) as object);
    const done = other
      ? await send(this.client, workflowId, other, { by: 'the office', why: 'perhaps', step, updateId: randomUUID() }).then(() => `of their own: ${other}`)
      : await repairParked(this.client, { sim, before, input }, report, flow ? flow.script.repairs : KIN_REPAIRS);
    this.repairs.set(done, (this.repairs.get(done) ?? 0) + 1);
  }
}

/**
 * Which flow made a record that another flow finds there. This process remembers what was made last while it held
 * the tenants' slots; for what was made before, the open flows of the party are asked.
 */
import { Context } from '@temporalio/activity';
import type { Client } from '@temporalio/client';
import { EFFECTS_QUERY } from '../../workflows/contracts/names.js';
import type { Call } from '../../workflows/contracts/reply.js';
import { isUnreadable } from '../unreadable.js';
import type { Makers } from '../write/surroundings.js';
import { leftoverOf } from './leftover.js';
import { quoted } from './visibility.js';

/** Of all tenants together, or many tenants would fill the memory of a worker: some megabytes. */
const REMEMBERED = 10_000;

export class KnownMakers implements Makers {
  private readonly keys = new Map<string, string>();

  made(targets: string[], { tenant, key }: Call): void {
    for (const target of targets.map((one) => recordOf(tenant, one))) {
      this.keys.delete(target);
      this.keys.set(target, key);
      if (this.keys.size > REMEMBERED) this.keys.delete(this.keys.keys().next().value!);
    }
  }

  async leftover(call: Call, targets: string[]): Promise<string | undefined> {
    return this.another(call, targets) ? undefined : await leftoverOf(Context.current().client, call);
  }

  async open(call: Call, targets: string[]): Promise<string | undefined> {
    const { client } = Context.current();
    const known = this.another(call, targets);
    if (known) return (await isOpen(client, known)) ? known : undefined;
    return await openMaker(client, call, targets);
  }

  /** Another flow that is remembered as the maker. */
  private another({ tenant, key }: Call, targets: string[]): string | undefined {
    return targets.map((target) => this.keys.get(recordOf(tenant, target))).find((maker) => maker !== undefined && maker !== key);
  }
}

const recordOf = (tenant: string, target: string): string => `${tenant}|${target}`;

async function isOpen(client: Client, workflowId: string): Promise<boolean> {
  const { status } = await client.workflow.getHandle(workflowId).describe();
  return status.name === 'RUNNING';
}

/** An open flow of the same party that says it made one of the targets. */
async function openMaker(client: Client, { tenant, key, input }: Call, targets: string[]): Promise<string | undefined> {
  const { partyId } = input as { partyId: string };
  const query = `ExecutionStatus = 'Running' AND Tenant = ${quoted(tenant)} AND PartyId = ${quoted(partyId)}`;
  for await (const { workflowId } of client.workflow.list({ query })) {
    if (workflowId === key) continue;
    const effects = await client.workflow.getHandle(workflowId).query<string[]>(EFFECTS_QUERY).catch(none);
    if (effects.some((effect) => targets.includes(effect))) return workflowId;
  }
  return undefined;
}

/** A flow that no worker answers for tells nothing; one whose answer cannot be decrypted may have told. */
function none(error: unknown): string[] {
  if (isUnreadable(error)) throw error;
  return [];
}

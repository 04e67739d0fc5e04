/** What a person does about a parked flow: by what the report says, and by nothing else. */
import type { Client } from '@temporalio/client';
import { randomUUID } from 'node:crypto';
import { repair as send } from '../../client/operate.js';
import { windowId, type Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { applyCharged, takeByHand, undoByHand, wasThereBefore, type Desk } from './office.js';

/** One thing that a person may do. */
export interface Repair {
  name: string;
  /** What the report must say. */
  says: RegExp;
  verb: Verb;
  /** What iMIS must show. */
  applies?: (desk: Desk, report: Report) => boolean;
  /** Workflow whose end is waited for first. */
  waitsFor?: (report: Report) => string;
  /** What the office does first, in iMIS; answers with the reference for `markDone`. */
  office?: (desk: Desk, report: Report) => string;
}

const REPAIRS: Repair[] = [
  {
    name: 'apply the payment, markDone',
    says: /apply it in iMIS, then mark done/,
    verb: 'markDone',
    office: applyCharged,
  },
  {
    name: 'no charge at the gateway: pay by hand, markDone',
    says: /^owed: .* not sent again/,
    verb: 'markDone',
    office: takeByHand,
  },
  {
    name: 'was there before: skip',
    says: /cannot be told whether/,
    verb: 'skip',
    applies: wasThereBefore,
  },
  {
    name: 'leave what others have changed: skip',
    says: /somebody else has changed the row|a payment has come in since|has a payment or a credit/,
    verb: 'skip',
  },
  {
    name: 'undo by hand, markDone',
    says: /cannot be told whether|whose change it is cannot be told|stood before is not known/,
    verb: 'markDone',
    office: undoByHand,
  },
  {
    // A person compares in iMIS: what stands there is what was asked for, and nobody else was asked.
    name: 'left by the terminated run: markDone',
    says: /an earlier run of this flow was terminated .* compare in iMIS/,
    verb: 'markDone',
    office: () => 'DESK',
  },
  {
    // Whoever of it waits for a person has been decided on before, as one of the flow's kin.
    name: 'wait for the window of the terminated run, retry',
    says: /runs already: wait for its end/,
    verb: 'retry',
    waitsFor: ({ key }) => windowId(key),
  },
  { name: 'retry', says: /./, verb: 'retry' },
];

/** Carries out the repair that the parked report asks for. `own`: what is thought of first. Answers with its name for the table. */
export async function repairParked(client: Client, desk: Desk, report: Report, own: Repair[] = []): Promise<string> {
  const { parked, workflowId } = report;
  if (!parked) throw new Error('the flow is not parked');
  const { name, verb, office, waitsFor } = [...own, ...REPAIRS].find(
    ({ says, applies }) => says.test(parked.why) && (applies?.(desk, report) ?? true),
  )!;
  if (waitsFor) await client.workflow.getHandle(waitsFor(report)).result();
  const ref = office?.(desk, report);
  const decision = { by: 'billing', why: parked.why, step: parked.step, updateId: randomUUID(), ...(ref && { ref }) };
  await send(client, workflowId, verb, decision);
  return name;
}

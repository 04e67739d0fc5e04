/** The tenant's slot: one process at a time calls the tenant's API (write-protocol section 4). Adds no event to any flow. */
import { proxyActivities } from '@temporalio/workflow';
import type { SlotActivities, SlotInput } from '../activities/slot/hold-slot.js';
import { heartbeatOf } from './saga/profile.js';

/** Below the heartbeat time-out of steps (5 s): who takes over is there before the first of them is tried again. */
const LEASE_MS = 4500;

export async function slot(input: SlotInput): Promise<void> {
  const { holdSlot } = proxyActivities<SlotActivities>({
    startToCloseTimeout: '365 days',
    // The holder itself stops writing when its last acknowledgement is as old (activities/tenants/slot.ts).
    heartbeatTimeout: Math.min(LEASE_MS, heartbeatOf(input.tenant)),
    retry: { initialInterval: '200 ms', backoffCoefficient: 1 },
    summary: `slot of tenant ${input.tenant}: one process calls its API`,
  });
  await holdSlot(input);
}

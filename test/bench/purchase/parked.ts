/** A flow that waits for a person would be waited for for ever. */
import type { Client } from '@temporalio/client';

const LOOK_MS = 5_000;

/** What `doing` gives; throws as soon as a flow is parked. */
export async function unlessParked<T>(client: Client, doing: Promise<T>): Promise<T> {
  let looking: NodeJS.Timeout | undefined;
  const parked = new Promise<never>((_, reject) => {
    const look = async (): Promise<void> => {
      for await (const { workflowId } of client.workflow.list({ query: "SagaState = 'parked'", pageSize: 1 })) return reject(new Error(`${workflowId} is parked`));
    };
    // A server that does not answer ends the measurement by itself.
    looking = setInterval(() => void look().catch(() => undefined), LOOK_MS);
  });
  return await Promise.race([doing, parked]).finally(() => clearInterval(looking));
}

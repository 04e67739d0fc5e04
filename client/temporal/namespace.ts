/** The namespace of the embedded server: there, and keeping closed flows long enough for business keys to hold. */
import type { Connection } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { setTimeout as sleep } from 'node:timers/promises';
import { openConnection } from '../connection.js';
import { waitForPort } from './ports.js';

export const NAMESPACE = 'default';

/** A yearly renewal must still see last year's flow. The server's own default is one day. */
export const RETENTION_DAYS = 400;

/**
 * Waits until the server answers, then raises the namespace's retention to `days` where it is lower.
 * `alive` is asked between attempts and throws when the server has ended.
 */
export async function prepareNamespace(address: string, days: number, alive: () => void): Promise<void> {
  const connection = await connectSoon(address, alive);
  try {
    const wanted = days * 86_400_000;
    const { config } = await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
    if (Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) * 1000 >= wanted) return;
    // The server's own services read it again every two seconds, before any worker of ours is ready.
    await connection.workflowService.updateNamespace({
      namespace: NAMESPACE,
      // What is left out stays as it is; sending the search attributes' aliases back would be refused.
      config: { workflowExecutionRetentionTtl: msToTs(wanted) },
    });
  } finally {
    await connection.close();
  }
}

async function connectSoon(address: string, alive: () => void): Promise<Connection> {
  const until = Date.now() + 30_000;
  for (;;) {
    alive();
    try {
      // A gRPC channel that was refused once waits a second or more before its next try.
      await waitForPort(address, alive, until);
      const connection = await openConnection({ address, connectTimeout: 2_000 });
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      return connection;
    } catch (error) {
      alive();
      if (Date.now() >= until) throw error;
      await sleep(50);
    }
  }
}

/** A connection to Temporal that can be closed at any moment. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor, type ConnectionOptions } from '@temporalio/client';

/**
 * Connects. The SDK tries a failed call again after a pause of up to 5 s; on a connection that was closed meanwhile the
 * next try would throw out of a timer, where nobody can catch it. So `close` waits for the pause, and then no call is
 * tried again.
 */
export async function openConnection(options: ConnectionOptions): Promise<Connection> {
  const { delayFunction, retryableDecider } = defaultGrpcRetryOptions();
  let closing = false;
  let pausedUntil = 0;
  const retry = makeGrpcRetryInterceptor({
    retryableDecider: (attempt, status) => !closing && retryableDecider(attempt, status),
    delayFunction(attempt, status) {
      const ms = delayFunction(attempt, status);
      pausedUntil = Math.max(pausedUntil, performance.now() + ms);
      return ms;
    },
  });
  const connection = await Connection.connect({ ...options, interceptors: [retry] });
  const close = connection.close.bind(connection);
  connection.close = async () => {
    closing = true;
    const pause = pausedUntil - performance.now();
    if (pause > 0) await sleep(pause + 10);
    await close();
  };
  return connection;
}

/** Ports of 127.0.0.1 on which nothing listens. */
import { connect, createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** The port itself when it is free, else a free one. The ports of the last run keep links and addresses valid. */
export async function freePort(preferred?: number): Promise<number> {
  const port = preferred ? await listen(preferred) : undefined;
  return port ?? (await listen(0))!;
}

/** Undefined when the port is taken. */
function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const found = (server.address() as AddressInfo).port;
      server.close(() => resolve(found));
    });
  });
}

/** Waits until something listens at `host:port`. `alive` throws when it never will; `until` is the time (ms) to give up. */
export async function waitForPort(address: string, alive: () => void, until: number): Promise<void> {
  while (!(await answers(address))) {
    alive();
    if (Date.now() >= until) throw new Error(`nothing listens at ${address}`);
    await sleep(20);
  }
}

/** Does something listen at `host:port`? */
export function answers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = connect({ host: hostname, port: Number(port), timeout: 2_000 });
    const end = (found: boolean) => {
      socket.destroy();
      resolve(found);
    };
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false));
  });
}

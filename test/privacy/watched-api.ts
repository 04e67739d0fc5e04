/** A proxy before the simulator that sees what bears our log-in: the tokens of its users. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface WatchedApi {
  url: string;
  tokens: Set<string>;
  close(): Promise<void>;
}

export async function watch(target: string): Promise<WatchedApi> {
  const tokens = new Set<string>();
  const server = createServer((asked, answer) => {
    for (const value of [asked.headers.authorization, asked.headers['x-ss-id']].flat()) if (value) tokens.add(value.replace(/^bearer /i, ''));
    const passed = request(new URL(asked.url!, target), { method: asked.method, headers: asked.headers }, (got) => {
      answer.writeHead(got.statusCode!, got.headers);
      got.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    tokens,
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

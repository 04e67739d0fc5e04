/** Stands in for a collector of traces: whatever workers send, as it came. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Collector {
  url: string;
  /** Text in protobuf is plain UTF-8 between the bytes of its lengths. */
  text(): string;
  close(): Promise<void>;
}

export async function collect(): Promise<Collector> {
  const bodies: Buffer[] = [];
  const server = createServer((request, answer) => {
    request.on('data', (data: Buffer) => bodies.push(data));
    request.on('end', () => answer.writeHead(200, { 'content-type': 'application/x-protobuf' }).end());
  });
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    text: () => Buffer.concat(bodies).toString('utf8'),
    close: () => new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }),
  };
}

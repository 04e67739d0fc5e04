/** A local web server whose next answers are scripted by the test. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Seen {
  method: string;
  url: string;
  body: string;
  headers: IncomingMessage['headers'];
}

export type Script = (response: ServerResponse, request: Seen, socket: Socket) => void;

export interface TinyServer {
  base: string;
  /** Requests whose body came in whole. */
  seen: Seen[];
  /** Connections made so far. */
  readonly connections: number;
  /** Answers to come; the last one is kept for all that follow. */
  play(...scripts: Script[]): void;
  close(): Promise<void>;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const page =
  (status: number): Script =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html' }).end('<!DOCTYPE html><html><body>Down</body></html>');
  };

/** The connection is cut, the answer never comes. */
export const drop: Script = (_response, _request, socket) => socket.destroy();

/** Says a length and stops short of it. */
export const cut: Script = (response, _request, socket) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
  response.write('{"PartyId":"123');
  setTimeout(() => socket.destroy(), 20);
};

export const silence: Script = () => undefined;

export async function startTinyServer(): Promise<TinyServer> {
  const seen: Seen[] = [];
  let scripts: Script[] = [json({})];
  let connections = 0;
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
    request.on('end', () => {
      const one = { method: request.method ?? '', url: request.url ?? '', body, headers: request.headers };
      seen.push(one);
      const script = scripts.length > 1 ? scripts.shift() : scripts[0];
      script?.(response, one, request.socket);
    });
  });
  server.on('connection', () => (connections += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    get connections() {
      return connections;
    },
    play: (...next) => {
      scripts = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

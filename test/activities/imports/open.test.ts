import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { checkImport } from '../../../activities/imports/stage.js';
import { drop, page, type Script, startTinyServer, type TinyServer } from '../http/tiny-server.js';
import { csv, jsonl, problemOf, row, source } from './support.js';

let server: TinyServer;
beforeEach(async () => {
  server = await startTinyServer();
});
afterEach(() => server.close());

const text =
  (body: string): Script =>
  (response) => {
    response.writeHead(200, { 'content-type': 'text/plain' }).end(body);
  };
const redirect =
  (to: string): Script =>
  (response) => {
    response.writeHead(302, { location: to }).end();
  };
/** Whole rows, and then the connection breaks. */
const cut =
  (headers: Record<string, string>): Script =>
  (response, _request, socket) => {
    response.writeHead(200, headers);
    response.write(csv([row(), row({ partyId: '102' })]));
    setTimeout(() => socket.destroy(), 20);
  };
const check = (path = '/a.csv?signature=hush') => checkImport(source({ file: `${server.base}${path}` }));

test('reads an address; the form goes by its path', async () => {
  server.play(text(csv([row()])), text(jsonl([row()])));
  const first = await check();
  expect(first.good).toBe(1);
  expect((await check('/a.jsonl?x=.csv')).contentHash).toBe(first.contentHash);
});

test('follows a redirect', async () => {
  server.play(redirect('/b.csv'), text(csv([row()])));
  expect((await check()).good).toBe(1);
  expect(server.seen.map(({ url }) => url)).toEqual(['/a.csv?signature=hush', '/b.csv']);
});

test.each<[string, () => Script[], string]>([
  ['404', () => [page(404)], 'unreadable'],
  ['403', () => [page(403)], 'unreadable'],
  ['503', () => [page(503)], 'unavailable'],
  ['429', () => [page(429)], 'unavailable'],
  ['a dropped connection', () => [drop], 'unavailable'],
  ['an answer that stops short of its length', () => [cut({ 'content-length': '5000' })], 'unavailable'],
  ['an answer in chunks without the last one', () => [cut({})], 'unavailable'],
  ['a redirect to a file', () => [redirect('file:///etc/passwd')], 'unreadable'],
  ['a redirect in a circle', () => [redirect('/a.csv')], 'unreadable'],
  ['a page for people', () => [page(200)], 'no-header'],
])('%s', async (_what, scripts, code) => {
  server.play(...scripts());
  const problem = await problemOf(check());
  expect(problem.code).toBe(code);
  expect(problem.message).not.toContain('hush');
});

test('a server that is not there', async () => {
  await server.close();
  expect(await problemOf(check())).toMatchObject({ code: 'unavailable' });
});

test('stops when told to', async () => {
  const stop = new AbortController();
  server.play((response) => {
    response.writeHead(200).write(csv([row()]));
    stop.abort(new Error('enough'));
  });
  await expect(checkImport(source({ file: `${server.base}/a.csv` }), { signal: stop.signal })).rejects.toThrow(
    'enough',
  );
});

/** Consoles to test, and a browser without a browser: requests over real HTTP, with cookies and forms as a page would send them. */
import { request, type IncomingHttpHeaders } from 'node:http';
import { listen, type Listening } from '../../client/console/listen.js';
import type { Report } from '../../workflows/contracts/report.js';
import { cash, openBench, type Bench } from '../setup/bench.js';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Visitor {
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  /** As a page of the console sends a form, unless the headers say otherwise (undefined leaves one out). */
  post(path: string, form: Record<string, string>, headers?: Record<string, string | undefined>): Promise<Answer>;
}

export function visitor(address: string): Visitor {
  const { host, hostname, port, origin } = new URL(address);
  const cookies = new Map<string, string>();
  const send = (method: string, path: string, headers: Record<string, string | undefined>, body?: string): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const given = Object.entries({ host, cookie: [...cookies].map((pair) => pair.join('=')).join('; '), ...headers }).filter(([, value]) => value);
      const call = request({ hostname, port, method, path, headers: Object.fromEntries(given) as Record<string, string> }, (response) => {
        for (const cookie of response.headers['set-cookie'] ?? []) {
          const [name = '', value = ''] = cookie.split(';')[0]!.split(/=(.*)/s);
          cookies.set(name, value);
        }
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ status: response.statusCode!, headers: response.headers, body: text }));
      });
      call.on('error', reject).end(body);
    });
  return {
    get: (path, headers = {}) => send('GET', path, headers),
    post: (path, form, headers = {}) => {
      const own = { origin, 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' };
      return send('POST', path, { ...own, ...headers }, new URLSearchParams(form).toString());
    },
  };
}

/** The hidden fields of the form of a verb. */
export function formOf(page: string, verb: string): Record<string, string> {
  const form = page.split('<form ').find((one) => one.includes(`name="verb" value="${verb}"`)) ?? '';
  return Object.fromEntries([...form.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
}

export const TOKEN = 'a token of some length';

export const pageOf = (workflowId: string): string => `/flows/${encodeURIComponent(workflowId)}`;

export interface Parked {
  partyId: string;
  workflowId: string;
  ended: Promise<Report>;
  /** How many effects of a kind the ledger has of its party. */
  effects(kind: string): number;
  path: string;
}

export interface Consoles {
  bench: Bench;
  /** Of the bench's tenant, without a token. */
  open: Listening;
  /** Of another tenant, with a token. */
  guarded: Listening;
  /** An enrolment whose chapter is forbidden once, or so many times. */
  parked(times?: number): Promise<Parked>;
  close(): Promise<void>;
}

/** Two consoles on a real Temporal server and the simulator. */
export async function openConsoles(): Promise<Consoles> {
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, tenant: { patienceMs: 1500 } });
  const { client, tenant, sim } = bench;
  const [open, guarded] = await Promise.all([
    listen({ client, host: '127.0.0.1', port: 0, tenant: tenant.name }),
    listen({ client, host: '127.0.0.1', port: 0, token: TOKEN, tenant: 'another' }),
  ]);
  return {
    bench,
    open,
    guarded,
    async parked(times = 1) {
      const { partyId } = sim.world.addParty({ customerType: 'M' });
      sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: partyId, times }, { kind: '403' });
      const { workflowId, ended } = await bench.start('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash, reference: '<script>alert(1)</script>' });
      await bench.parked(workflowId);
      const effects = (kind: string) => sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind).length;
      return { partyId, workflowId, ended, effects, path: pageOf(workflowId) };
    },
    async close() {
      await Promise.all([open, guarded].map((one) => one.close()));
      await bench.close();
    },
  };
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Fault } from '../../faults/types.js';
import { startSimulator, ymMemberships, ymNamed } from '../../index.js';
import type { EffectKind, Simulator } from '../../index.js';
import { duesOf, ymLogin } from './client.js';
import type { YmClient } from './client.js';

let sim: Simulator;
let api: YmClient;

beforeAll(async () => {
  sim = await startSimulator({ parties: 0 });
});
beforeEach(async () => {
  sim.reset();
  api = await ymLogin(sim);
});
afterAll(async () => {
  expect(sim.defects).toEqual([]);
  await sim.close();
});

interface Act {
  service: string;
  effect: EffectKind;
  send: () => Promise<{ status: number; body: unknown; headers: Headers }>;
}
const acts: Act[] = [
  { service: 'Dues', effect: 'ym.dues', send: () => api.post('/Dues', duesOf(ymNamed.member, ymMemberships.regular, 120)) },
  {
    service: 'InvoicePayments',
    effect: 'ym.payment',
    send: () => api.post('/InvoicePayments', { InvoiceNo: 30001, Amount: 120, Type: 'check', RefNo: 'R' }),
  },
];

/** Fault, status (0: no answer that can be read), whether it is saved in the end, ErrorCode of ResponseStatus. */
const faults: [Fault, number, boolean, string][] = [
  [{ kind: '500-before' }, 500, false, 'Exception'],
  [{ kind: '500-after' }, 500, true, 'Exception'],
  [{ kind: 'drop-before' }, 0, false, ''],
  [{ kind: 'drop-after' }, 0, true, ''],
  [{ kind: 'late', lateMs: 30 }, 0, true, ''],
  [{ kind: 'stale-read', staleMs: 20 }, 200, true, ''],
  [{ kind: 'slow', delayMs: 10 }, 200, true, ''],
  [{ kind: '401' }, 401, false, 'Unauthorized'],
  [{ kind: '403' }, 403, false, 'Forbidden'],
  [{ kind: '409' }, 409, false, 'Conflict'],
  [{ kind: '429' }, 429, false, 'TooManyRequests'],
  [{ kind: '429', retryAfter: 3 }, 429, false, 'TooManyRequests'],
  [{ kind: '501' }, 501, false, 'NotImplementedException'],
  [{ kind: 'html-502-after' }, 0, true, ''],
  [{ kind: 'false-200' }, 200, false, ''],
  [{ kind: 'truncated-json' }, 0, true, ''],
  [{ kind: 'service-failure' }, 200, false, 'Error'],
  [{ kind: 'service-failure', saved: true }, 200, true, 'Error'],
  [{ kind: 'validation-400' }, 400, false, 'ArgumentException'],
];

describe.each(acts)('POST $service', ({ service, effect, send }) => {
  it.each(faults)('under %j', async (fault, status, saved, code) => {
    sim.faults.add({ method: 'POST', path: `/Ams/25363/${service}` }, fault);
    const answer = await send().catch(() => undefined);
    expect(answer?.status ?? 0).toBe(status);
    if (code) expect(answer?.body).toMatchObject({ ResponseStatus: { ErrorCode: code } });
    if (fault.kind === '429') expect(answer?.headers.get('Retry-After')).toBe(fault.retryAfter ? '3' : null);
    await sim.idle();
    expect(sim.effectCounts[effect] ?? 0).toBe(saved ? 1 : 0);
    expect(sim.calls.find((call) => call.fault)).toMatchObject({ fault: fault.kind, entity: `Ams/${service}`, user: 'duesflow' });
  });
});

describe('reads', () => {
  const read = async (): Promise<unknown> => (await api.get('/DuesTransactions?BypassCache=true')).body.DuesTransactionsList.length;

  it('are stale for a while after a write', async () => {
    sim.faults.add({ path: '/Ams/25363/Dues' }, { kind: 'stale-read', staleMs: 400, answer: '500' });
    expect((await api.post('/Dues', duesOf(ymNamed.member, ymMemberships.regular, 120))).status).toBe(500);
    expect(await read()).toBe(3);
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await read()).toBe(4);
  });

  it.each(['Members/900001', 'Membership/101', 'DuesRules/?MemberID=1&MembershipID=101', 'DuesTransactions', 'InvoiceItems'])(
    'of %s fail as any other',
    async (path) => {
      const [service = ''] = path.split(/[/?]/);
      sim.faults.add({ path: `/Ams/25363/${service}` }, { kind: '500-before' });
      expect((await api.get(`/${path}`)).status).toBe(500);
      expect((await api.get(`/${path}`)).status).toBe(200);
    },
  );
});

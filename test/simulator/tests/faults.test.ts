import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import type { Fault } from '../index.js';
import { comboOrder } from './client.js';
import type { Reply } from './client.js';
import { api, freshEachTime, loginAgain, sim } from './fresh.js';
import { body, saved, send, wait, write } from './one-write.js';

freshEachTime({ switches: { invoices: 'persisted' } });

async function under(fault: Fault): Promise<Reply | 'lost'> {
  sim.faults.add(write, fault);
  return send();
}

describe('faults that answer', () => {
  it.each<[Fault, number, boolean]>([
    [{ kind: '500-before' }, 500, false],
    [{ kind: '500-after' }, 500, true],
    [{ kind: '403' }, 403, false],
    [{ kind: '409' }, 409, false],
    [{ kind: '501' }, 501, false],
    [{ kind: 'html-502' }, 502, false],
    [{ kind: 'html-502-after' }, 502, true],
    [{ kind: 'false-200' }, 201, false],
    [{ kind: 'truncated-json' }, 201, true],
    [{ kind: 'truncated-json-before' }, 201, false],
    [{ kind: 'service-failure' }, 200, false],
    [{ kind: 'validation-400' }, 400, false],
    [{ kind: 'slow', delayMs: 30 }, 201, true],
    [{ kind: 'stale-read', staleMs: 50 }, 201, true],
  ])('%j', async (fault, status, isSaved) => {
    const reply = await under(fault);
    expect(reply).toMatchObject({ status });
    expect(saved()).toBe(isSaved);
    expect(sim.ledger.some((entry) => entry.kind === 'subscription.created')).toBe(isSaved);
    expect(sim.calls.find((call) => call.fault)).toMatchObject({ fault: fault.kind, status });
    if (!isSaved) expect(await send()).toMatchObject({ status: 201 });
  });

  it('answers 500 with the generic sentence and false 200 as a success would', async () => {
    expect(await under({ kind: '500-after' })).toMatchObject({
      body: { Message: 'An error occurred. Please contact the administrator.' },
    });
    sim.reset();
    await loginAgain();
    const reply = await under({ kind: 'false-200' });
    expect(reply).toMatchObject({ body: { PartyId: named.newMember, BilledAmount: { Amount: 95 } } });
  });

  it('401 voids the token once', async () => {
    expect(await under({ kind: '401' })).toMatchObject({
      status: 401,
      body: { Message: 'Authorization has been denied for this request.' },
    });
    expect(await send()).toMatchObject({ status: 401 });
    await loginAgain();
    expect(await send()).toMatchObject({ status: 201 });
  });

  it('429 with and without Retry-After', async () => {
    const bare = await under({ kind: '429' });
    expect(bare === 'lost' ? 'lost' : bare.headers.get('retry-after')).toBeNull();
    const told = await under({ kind: '429', retryAfter: 7 });
    expect(told === 'lost' ? 'lost' : told.headers.get('retry-after')).toBe('7');
    expect(saved()).toBe(false);
  });

  it('validation-400 with and without details', async () => {
    const told = await under({ kind: 'validation-400', message: 'No.', field: 'ItemId' });
    expect(told).toMatchObject({
      reason: 'Validation error',
      body: { Errors: { $values: [{ FieldName: 'ItemId', Message: 'No.' }] } },
    });
    expect(await under({ kind: 'validation-400', details: false })).toMatchObject({
      body: { Errors: { $values: [] } },
    });
  });

  it('service-failure sits inside an HTTP 200', async () => {
    expect(await under({ kind: 'service-failure', message: 'Busy.' })).toMatchObject({
      body: { StatusCode: 10, IsSuccessStatusCode: false, Message: 'Busy.', Result: null },
    });
  });

  it('cuts the JSON with a Content-Length that fits', async () => {
    const reply = await under({ kind: 'truncated-json' });
    const text = reply === 'lost' ? '' : String(reply.body.text);
    expect(text).toMatch(/^\{/);
    expect(() => JSON.parse(text) as unknown).toThrow();
    expect(reply === 'lost' ? '' : reply.headers.get('content-length')).toBe(String(text.length));
  });
});

describe('faults that lose the answer', () => {
  it.each<[Fault, boolean]>([
    [{ kind: 'drop-before' }, false],
    [{ kind: 'drop-after' }, true],
    [{ kind: 'timeout-before', holdMs: 30 }, false],
    [{ kind: 'timeout-after', holdMs: 30 }, true],
    [{ kind: 'stale-read', staleMs: 10, answer: 'drop' }, true],
  ])('%j', async (fault, isSaved) => {
    expect(await under(fault)).toBe('lost');
    expect(saved()).toBe(isSaved);
    expect(sim.calls.find((call) => call.fault)?.ended).toBe('dropped');
  });

  it('late: dropped at once, applied afterwards', async () => {
    expect(await under({ kind: 'late', lateMs: 60 })).toBe('lost');
    expect(saved()).toBe(false);
    await sim.idle();
    expect(saved()).toBe(true);
  });

  it('late: lands though the token was revoked meanwhile', async () => {
    expect(await under({ kind: 'late', lateMs: 60 })).toBe('lost');
    sim.faults.add({ method: 'GET', path: '/api/Subscription' }, { kind: '401' });
    await api.get(`/api/Subscription?PartyId=${named.newMember}`);
    await sim.idle();
    expect(saved()).toBe(true);
  });

  it('late-hang: never answers, applied after arrival or after the client gave up', async () => {
    const giveUp = async (fault: Fault): Promise<void> => {
      sim.faults.add(write, fault);
      const login = await fetch(`${sim.url}/token`, {
        method: 'POST',
        body: new URLSearchParams({ grant_type: 'password', username: 'duesflow', password: 'simulator' }),
      });
      const { access_token } = (await login.json()) as { access_token: string };
      const headers = { Authorization: `Bearer ${access_token}`, 'Content-Type': 'application/json' };
      const signal = AbortSignal.timeout(80);
      await expect(
        fetch(`${sim.url}/api/Subscription`, { method: 'POST', headers, body: JSON.stringify(body), signal }),
      ).rejects.toBeDefined();
    };
    await giveUp({ kind: 'late-hang', lateMs: 20 });
    expect(saved()).toBe(true);
    sim.reset();
    await giveUp({ kind: 'late-hang', lateMs: 60, from: 'close' });
    expect(saved()).toBe(false);
    await wait(120);
    expect(saved()).toBe(true);
  });
});

describe('stale reads', () => {
  it('shows the former state of what the write touched, then the present one', async () => {
    sim.faults.add(write, { kind: 'stale-read', staleMs: 1500 });
    const made = await api.post('/api/Subscription', body);
    expect((await api.get('/api/Subscription/~12345|REG')).status).toBe(404);
    expect((await api.get(`/api/InvoiceSummary/${made.body.InvoiceId}`)).status).toBe(404);
    expect((await api.get('/api/Party/12345')).status).toBe(200);
    await wait(1600);
    expect((await api.get('/api/Subscription/~12345|REG')).status).toBe(200);
  });

  it('shows an invoice as open after it was paid', async () => {
    const made = await api.post('/api/Subscription', body);
    const path = `/api/InvoiceSummary/${made.body.InvoiceId}`;
    const { body: invoice } = await api.get(path);
    sim.faults.add({ path: '/api/ComboOrder' }, { kind: 'stale-read', staleMs: 1500 });
    await api.post('/api/ComboOrder', comboOrder(named.newMember, [invoice], 95, 'A'));
    expect((await api.get(path)).body.Balance.Amount).toBe(95);
    await wait(1600);
    expect((await api.get(path)).body.Balance.Amount).toBeUndefined();
  });
});

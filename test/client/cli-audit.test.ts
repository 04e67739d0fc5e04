/** `duesflow audit` as a user types it. */
import { expect, test } from '@jest/globals';
import type { AuditResult } from '../../workflows/contracts/audit.js';
import { devPlace } from './command.js';
import { eventually } from './support.js';

const { type, file, text, simulator } = devPlace();

interface Ledger {
  kind: string;
  paymentId?: string;
}

/** The office reverses the last payment. */
async function reverseByHand(): Promise<void> {
  const ledger = (await (await fetch(`${simulator()}/_sim/ledger`)).json()) as Ledger[];
  const { paymentId } = ledger.findLast(({ kind }) => kind === 'payment.applied')!;
  const body = JSON.stringify({ act: 'reversePayment', args: [paymentId] });
  const answer = await fetch(`${simulator()}/_sim/staff`, { method: 'POST', body, headers: { 'content-type': 'application/json' } });
  expect(answer.status).toBe(200);
}

test('a purchase is as reported until the office reverses its payment', async () => {
  const input = await file('purchase.json', { partyId: '24003', itemId: 'JOUR', beginDate: '2026-01-01', payment: { methodId: 'CASH', type: 'Cash' } });
  expect((await type(`start purchaseSubscription --input ${input} --wait`)).code).toBe(0);
  const clean = await eventually(
    () => type('audit --since 1h --json'),
    ({ out }) => (JSON.parse(out) as AuditResult).flows === 1,
  );
  expect(clean.code).toBe(0);
  expect(JSON.parse(clean.out)).toMatchObject({ totals: { 'as-reported': 1 }, findings: [] });

  await reverseByHand();
  const found = await type('audit --since 1h --flow purchaseSubscription --results drift.jsonl');
  expect(found).toMatchObject({ code: 3, out: expect.stringContaining('Drift: records were changed after flows had reported them.') as unknown });
  expect(found.out).toMatch(/purchaseSubscription +1 drift/);
  expect(found.out).toMatch(/found: payment \d+ \(Reversed\)/);
  expect(found.err).toContain('Started: audit:default:');
  expect(JSON.parse(await text('drift.jsonl'))).toMatchObject({ kind: 'drift', flow: 'purchaseSubscription' });

  const none = await type('audit --since 1h --flow payInvoice');
  expect(none).toMatchObject({ code: 0, out: expect.stringContaining('0 closed flows payInvoice of default') as unknown });
});

test('wrong options are told before anything is started', async () => {
  expect(await type('audit --since soon')).toMatchObject({ code: 2, err: expect.stringContaining('such as 7d or 24h') as unknown });
  expect(await type('audit --flow everything')).toMatchObject({ code: 2, err: expect.stringContaining('flow:') as unknown });
  expect((await type('audit --help')).out).toContain('duesflow audit --since 7d --flow payInvoice');
});

test('schedules of audits run every day, and take no options of renewal runs', async () => {
  const next = await type('schedule create audits --audit --at 06:00 --time-zone America/New_York --dry-run --json');
  expect(next.code).toBe(0);
  expect(JSON.parse(next.out)).toHaveLength(5);
  expect(await type('schedule create audits --audit --cycle Fees --at 06:00 --time-zone UTC')).toMatchObject({ code: 2, err: expect.stringContaining('no options of renewal runs') as unknown });
  expect(await type('schedule create dues --at 06:00 --time-zone UTC')).toMatchObject({ code: 2, err: expect.stringContaining('--cycle and --effective') as unknown });
  expect((await type('schedule create audits --audit --since 7d --at 06:00 --time-zone UTC')).out).toContain('audits     all flows of tenant default, closed since 7d');
  expect((await type('schedule list')).out).toContain('audits  audit  next');
});

/** What the inbox says of a parked flow. */
import { describe, expect, test } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inboxText } from '../../client/cli/inbox-text.js';
import { correctable, needed } from '../../client/console/members.js';
import { adviceFor } from '../../client/inbox/advice.js';
import { BY_WORDS } from '../../client/inbox/by-words.js';
import { BY_PLACE, RECORDS } from '../../client/inbox/by-step.js';
import { entryOf } from '../../client/inbox/entry.js';
import { whoOf } from '../../client/inbox/who.js';
import { tenantOf, visibilityQuery, type Listed } from '../../client/list.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import * as chapters from '../../workflows/steps/chapters.js';
import * as imports from '../../workflows/steps/imports.js';
import * as members from '../../workflows/steps/members.js';
import * as orders from '../../workflows/steps/orders.js';
import * as payments from '../../workflows/steps/payments.js';
import * as renewals from '../../workflows/steps/renewals.js';
import * as subscriptions from '../../workflows/steps/subscriptions.js';
import * as yourMembership from '../../workflows/steps/yourmembership.js';

const steps = [chapters, imports, members, orders, payments, renewals, subscriptions, yourMembership].flatMap((file) => Object.values(file));

function report(flow: FlowName, parked: Partial<NonNullable<Report['parked']>>, outcome: Report['steps'][number]['outcome'] = 'unknown'): Report {
  const workflowId = `${flow}:default:7:x`;
  const step = parked.step ?? 'join chapter';
  return {
    ...{ flow, workflowId, tenant: 'default', key: workflowId, reference: 'R-7', requestedBy: 'web shop', state: 'parked', verdict: null, ids: {}, result: {} },
    steps: [{ name: step, kind: 'compensatable', outcome, owner: null, attempts: 1, compensation: null, ids: {}, startedAt: '', endedAt: null, note: '' }],
    ...{ operator: [], notes: [] },
    parked: { step, phase: 'forward', since: '2026-01-02T03:04:05.678Z', why: 'no word', verbs: ['retry', 'skip', 'markDone', 'compensate'], ...parked },
  };
}
const listed: Listed = { workflowId: 'enrolMember:default:7:x', flow: 'enrolMember', state: 'parked', step: 'join chapter', startedAt: '2026-01-01T00:00:00.000Z' };

describe('what to check, and which verb fits', () => {
  const fitting = (...given: Parameters<typeof report>) => {
    const made = report(...given);
    return adviceFor(made, made.parked!);
  };

  test.each<[string, Parameters<typeof report>, object]>([
    ['a right', ['enrolMember', { why: 'HTTP 403: no' }, 'unauthorized'], { check: 'Check the rights of the API user in iMIS, and its password.', fit: 'retry' }],
    ['an API that is away', ['ymCreateDues', { step: 'create dues', why: 'HTTP 503: away' }, 'unavailable'], { check: 'Check whether YourMembership answers again, and what it says above.', fit: 'retry' }],
    ['an operation that the release lacks', ['purchaseSubscription', { step: 'create subscription', phase: 'compensating', why: 'HTTP 501: no', verbs: ['retry', 'skip', 'markDone'] }, 'done'], { fit: 'markDone' }],
    ['what no look can settle', ['payInvoice', { step: 'pay invoice', why: 'sent, not seen' }], { check: expect.stringContaining('the payments applied to it in iMIS'), fit: 'retry' }],
    ['words that say more', ['joinMember', { step: 'prepare cart', why: 'cart 1 of party 7 holds 1 order line of somebody else: it is neither changed' }, 'unavailable'], { check: expect.stringContaining("the party's cart"), fit: 'retry' }],
    ['a verb that does not fit now is passed over', ['payInvoice', { step: 'pay invoice', why: '5 is open, more than maxAmount 4', verbs: ['retry', 'markDone'] }], { fit: 'retry' }],
    ['a plan', ['runRenewals', { step: 'approve plan', why: '3 members', verbs: ['approve', 'retry', 'compensate'] }, 'pending'], { fit: 'approve' }],
    ['a word in a question', ['payInvoice', { step: 'pay invoice', why: 'more than maxAmount' }], { check: 'Check the price or balance: may it cost that much?' }],
  ])('%s', (_, given, expected) => expect(fitting(...given)).toMatchObject(expected));

  test('the words are those that activities and workflows say', () => {
    const root = fileURLToPath(new URL('../..', import.meta.url));
    const sources = ['activities', 'workflows'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).map((name) => readFileSync(join(root, folder, name), 'utf8')),
    );
    const said = (words: string): boolean => sources.some((text) => text.includes(words) || text.includes(words.replaceAll("'", "\\'")));
    expect(BY_WORDS.map(({ words }) => words).filter((words) => !said(words))).toEqual([]);
    expect(Object.keys(BY_PLACE).filter((name) => !said(`'${name}'`))).toEqual([]);
  });

  test('every step has records to look at, and what may be given is what the step takes', () => {
    expect(Object.keys(RECORDS).sort()).toEqual([...new Set(steps.map(({ name }) => name))].sort());
    for (const { name, correctable: may = [], needs = [] } of steps)
      expect({ name, may: correctable('enrolMember', name), needs: needed(name) }).toEqual({ name, may, needs });
  });
});

describe('an entry', () => {
  test('says who, where, since when, what is unknown, what to check and which verb fits', () => {
    const entry = entryOf(report('enrolMember', { why: `HTTP 403: ${'denied '.repeat(20)}end` }, 'unauthorized'), listed)!;
    expect(entry).toMatchObject({ partyId: '7', tenant: 'default', reference: 'R-7', requestedBy: 'web shop', since: '2026-01-02T03:04:05.678Z', unknown: expect.stringContaining('denied'), fit: 'retry' });
    const lines = inboxText([entry], { width: 60 }).split('\n');
    expect(lines[0]).toBe('enrolMember, party 7, reference R-7, asked for by web shop');
    expect(lines[1]).toBe('  at       join chapter, since 2026-01-02T03:04:05Z');
    expect(lines.filter((line) => line.length > 60)).toEqual([lines[0]!].filter((line) => line.length > 60));
    expect(lines).toContain('  then     retry: try the step again (or skip, markDone,');
    expect(lines.at(-1)).toBe('  id       enrolMember:default:7:x');
  });

  test('a flow that has gone on is none', () => {
    const { parked: _, ...running } = report('enrolMember', {});
    expect(entryOf(running, listed)).toBeUndefined();
  });

  test.each([
    ['enrolMember', 'enrolMember:default:12345:REG:2026-01-01', { partyId: '12345' }],
    ['payInvoice', 'payInvoice:default:8158:full', { invoiceId: '8158' }],
    ['payInvoice', 'payInvoice:default:23221:allOpen:CHK-9', { partyId: '23221' }],
    ['runRenewals', 'runRenewals:default:plan:REGULAR%20FEES:2026-01-01:-:all', { billingCycle: 'REGULAR FEES' }],
    ['importDues', 'importDues:default:294485816e543a15973d', {}],
    ['enrolMember', 'a run under another id', {}],
    ['updateMember', 'updateMember:default:%zz:1', { partyId: '%zz' }],
  ] as const)('whom %s %s is about', (flow, workflowId, who) => expect(whoOf({ flow, workflowId })).toEqual(who));

  test('a tenant is known by its attribute, else by the key; its list finds both', () => {
    expect(tenantOf({ flow: 'payInvoice', workflowId: 'payInvoice:north:1:full' })).toBe('north');
    expect(tenantOf({ flow: 'payInvoice', workflowId: 'mine', tenant: 'south' })).toBe('south');
    expect(tenantOf({ flow: 'payInvoice', workflowId: 'x:north:1' })).toBeUndefined();
    expect(visibilityQuery({ tenant: 'a"b', flow: 'payInvoice' })).toContain('(Tenant = "a\\"b" OR (Tenant IS NULL AND (WorkflowId STARTS_WITH "payInvoice:a\\"b:")))');
  });
});

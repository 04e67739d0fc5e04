import type { Snapshot } from '../world/snapshot.js';
import { chapterWish, doorsOf, paymentBehind } from './member-claims.js';
import { buysByOrder, orderedBy } from './order-claims.js';
import type { FlowCase, FlowReport, StepReport } from './types.js';

/** What the parts of a flow are about. */
export type Topic = 'subscription' | 'chapter' | 'payment' | 'cart';

/** How a term comes about: sold, billed by a renewal, or imported. */
export type Door = 'sale' | 'renewal' | 'import';

/** What one flow was asked to do, read from its input alone, and what its report says about it. */
export interface Claim {
  report: FlowReport;
  input: Record<string, unknown>;
  /** Subscription terms it may make; without partyId or itemId any, without begin one of any date; `base`: dues of a membership. */
  sells: { partyId?: string; itemId?: string; begin?: string; by?: Exclude<Door, 'sale'>; base?: true }[];
  /** Rows it was asked to change. */
  modifies: { partyId: string; itemId?: string; set: Record<string, unknown> }[];
  joins: { partyId: string; groupId: string }[];
  leaves: { partyId: string; groupId: string }[];
  /** Whether it was asked to pay, and what names its payment. */
  pays: boolean;
  reference?: string;
  invoiceIds: string[];
  parties: string[];
}

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
const object = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** Chapter code or GroupId as a GroupId. */
export const asGroup = (chapter: string): string => (chapter.includes('/') ? chapter : `CHAPT/${chapter}`);

const selling = new Set(['purchaseSubscription', 'enrolMember']);
const renewing = new Set(['renewMember', 'runRenewals']);
const importing = new Set(['importDues', 'importPackage']);

/** Everybody a renewal or an import may bill; a plan bills nobody. */
function billedBy(door: 'renewal' | 'import', input: Record<string, unknown>): Claim['sells'] {
  if (input.plan === true) return [];
  const parties = [...texts(input.partyIds), ...texts([input.partyId])];
  return parties.length > 0 ? parties.map((partyId) => ({ partyId, by: door })) : [{ by: door }];
}

function soldBy(flow: string, input: Record<string, unknown>): Claim['sells'] {
  const partyId = text(input.partyId);
  const who = partyId ? { partyId } : {};
  if (selling.has(flow)) {
    const begin = text(input.beginDate)?.slice(0, 10);
    const itemId = text(input.itemId);
    return [{ ...who, ...(itemId ? { itemId } : {}), ...(begin ? { begin } : {}) }];
  }
  if (renewing.has(flow)) return billedBy('renewal', input);
  if (importing.has(flow)) return billedBy('import', input);
  if (flow === 'updateMember') return doorsOf(input);
  return buysByOrder(flow) ? orderedBy(flow, input) : [];
}

/** Reads what a flow was asked to do; `before` tells what it leaves for that. */
export function readClaim({ report, input }: FlowCase, before?: Snapshot): Claim {
  const { flow } = report;
  const partyId = text(input.partyId) ?? '';
  const set = object(input.set);
  const ids = object(report.ids);
  const payment = flow === 'updateMember' ? paymentBehind(input) : object(input.payment);
  const chapter = (value: unknown): Claim['joins'] => {
    const code = text(value);
    return code && partyId ? [{ partyId, groupId: asGroup(code) }] : [];
  };
  const wish: { joins?: unknown; leaves?: string } =
    flow === 'updateMember' ? chapterWish(input, before) : { joins: input.chapter };
  const changes = flow === 'changeChapter';
  const joins = changes ? [...chapter(input.add), ...chapter(input.to)] : chapter(wish.joins);
  const leaves = changes ? [...chapter(input.remove), ...chapter(input.from)] : chapter(wish.leaves);
  const reference = text(payment.reference);
  const itemId = text(input.itemId);
  const row = { partyId, ...(itemId ? { itemId } : {}) };
  return {
    report,
    input,
    sells: soldBy(flow, input),
    modifies: flow === 'modifySubscription' || flow === 'updateMember' ? [{ ...row, set }] : [],
    joins: renewing.has(flow) ? [] : joins,
    leaves,
    // What a flow over YourMembership pays is judged by itself.
    pays: flow !== 'ymCreateDues' && Object.keys(payment).length > 0,
    ...(reference ? { reference } : {}),
    invoiceIds: [
      ...new Set(
        [text(input.invoiceId), text(ids.invoiceId), ...texts(ids.invoiceIds)].filter((one) => one !== undefined),
      ),
    ],
    parties: [partyId, text(input.billToPartyId) ?? '', ...texts(input.partyIds)].filter((one) => one !== ''),
  };
}

const patterns: Record<Topic, RegExp> = {
  payment: /pay/i,
  chapter: /chapter|group/i,
  subscription: /subscri|sell|bill|renew|term|dues|purchase|import/i,
  cart: /cart/i,
};

/** Steps that may change something on a topic, by the words of their name. */
export function stepsOf(claim: Claim, topic: Topic): StepReport[] {
  const steps = (claim.report.steps ?? []).filter((step) => step.kind !== 'read');
  return steps.filter((step) => {
    const found = (['payment', 'chapter', 'subscription', 'cart'] as const).find((one) => patterns[one].test(step.name));
    return found === topic;
  });
}

/** Outcome of a step's undo, whichever way the report writes it. */
export function undoOf(step: StepReport): string | undefined {
  const { compensation } = step;
  const outcome = typeof compensation === 'string' ? compensation : compensation?.outcome;
  return outcome ?? undefined;
}

/** The report says that nothing of the step stands any more. */
export const wasUndone = (step: StepReport): boolean =>
  ['done', 'undone', 'none', 'already-done', 'marked-done'].includes(undoOf(step) ?? '');

const mayHaveActed = (step: StepReport): boolean =>
  !step.outcome || ['done', 'already-done', 'unknown', 'pending', 'running', 'marked-done'].includes(step.outcome);

/** Verdicts that say: nothing of this flow stands. */
export const saysNothingStands = (report: FlowReport): boolean =>
  ['rejected', 'compensated', 'cancelled'].includes(report.verdict ?? '');

/** Whether the flow has ended. */
export const isClosed = (report: FlowReport): boolean => report.state === 'closed' || Boolean(report.verdict);

/** Whether the report of a flow accounts for a standing effect on a topic. */
export function accountsFor(claim: Claim, topic: Topic): boolean {
  const { report } = claim;
  const about = stepsOf(claim, topic);
  if (!isClosed(report)) {
    const steps = about.length > 0 ? about : (report.steps ?? []);
    return steps.length === 0 || steps.some((step) => mayHaveActed(step) && !wasUndone(step));
  }
  if (report.verdict === 'completed' || report.verdict === 'completed-with-exceptions') return true;
  if (report.verdict === 'partly-compensated') return about.length === 0 || about.some((step) => !wasUndone(step));
  return false;
}

/** How a finding names a flow. */
export const nameOf = (claim: Claim): string =>
  `${claim.report.flow} (${claim.report.workflowId ?? 'no id'}, ${claim.report.verdict ?? claim.report.state ?? 'no verdict'})`;

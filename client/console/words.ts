/** The console's words for what reports and visibility say in names. Pure. */
import type { FlowName, Verb } from '../../workflows/contracts/names.js';
import type { StepKind } from '../../workflows/contracts/report.js';
import { whoOf, whoText } from '../inbox/who.js';
import type { Listed } from '../list.js';
import { isPlan } from '../verb-words.js';

const FLOW_TITLES: Record<FlowName, string> = {
  purchaseSubscription: 'Purchase a subscription',
  payInvoice: 'Pay an invoice',
  changeChapter: 'Change a chapter',
  enrolMember: 'Enrol a member',
  renewMember: 'Renew a member',
  runRenewals: 'Run renewals',
  importDues: 'Import dues',
  modifySubscription: 'Modify a subscription',
  purchaseNonDues: 'Purchase non-dues items',
  joinMember: 'Join as a member',
  reversePayment: 'Reverse a payment',
  updateMember: 'Update a member',
  ymCreateDues: 'Create dues (YourMembership)',
  importPackage: 'Import a package of dues',
};

/** Of a newer worker there may be flows that this console does not know. */
export const flowTitle = (flow: string): string => FLOW_TITLES[flow as FlowName] ?? flow;

/** `Enrol a member: party 12345`. */
export const titleOf = (listed: Pick<Listed, 'flow' | 'workflowId' | 'partyId' | 'invoiceId'>): string =>
  [flowTitle(listed.flow), whoText(whoOf(listed))].filter(Boolean).join(': ');

/** What is read in a decision that was made. */
export const VERB_TITLES: Record<Verb, string> = {
  retry: 'Retry',
  retryWith: 'Retry with corrected input',
  skip: 'Skip',
  markDone: 'Mark as done',
  compensate: 'Undo and end',
  approve: 'Approve',
};

const OF_A_PLAN: Partial<Record<Verb, string>> = { retry: 'Make the plan again', compensate: 'Do not approve' };

/** What the button of a verb says. */
export const verbTitle = (verb: Verb, verbs: Verb[]): string => (isPlan(verbs) ? OF_A_PLAN[verb] : undefined) ?? VERB_TITLES[verb];

type Tone = 'good' | 'bad' | 'wait' | 'plain';

/** Sign, word and tone: what is told by colour is told by sign and word, too. */
export interface Badge {
  sign: string;
  word: string;
  tone: Tone;
}

const badge = (sign: string, word: string, tone: Tone): Badge => ({ sign, word, tone });

const BADGES: Record<string, Badge> = {
  running: badge('…', 'Running', 'plain'),
  parked: badge('!', 'Waits for a person', 'wait'),
  compensating: badge('↩', 'Undoing', 'wait'),
  closed: badge('■', 'Closed', 'plain'),
  completed: badge('✓', 'Completed', 'good'),
  'completed-with-exceptions': badge('✓', 'Completed with exceptions', 'wait'),
  rejected: badge('✕', 'Rejected', 'bad'),
  compensated: badge('↩', 'Compensated', 'plain'),
  cancelled: badge('↩', 'Cancelled', 'plain'),
  'partly-compensated': badge('✕', 'Partly compensated', 'bad'),
  terminated: badge('✕', 'Ended from outside', 'bad'),
  // Outcomes of a step, and of its undo.
  done: badge('✓', 'done', 'good'),
  'already-done': badge('✓', 'was so already', 'good'),
  'marked-done': badge('✓', 'marked as done', 'good'),
  skipped: badge('↷', 'skipped', 'wait'),
  pending: badge('…', 'pending', 'plain'),
  unavailable: badge('!', 'unavailable', 'wait'),
  unauthorized: badge('!', 'not allowed', 'wait'),
  unknown: badge('?', 'unknown', 'wait'),
  undone: badge('↩', 'undone', 'good'),
  none: badge('–', 'nothing to undo', 'plain'),
  left: badge('–', 'left: was there before', 'plain'),
};
const STEP_REJECTED = badge('✕', 'rejected', 'bad');
const UNDO_PARKED = badge('!', 'waits for a person', 'wait');

export const stateBadge = (state: string): Badge => BADGES[state] ?? badge('■', state, 'plain');
export const outcomeBadge = (outcome: string): Badge => (outcome === 'rejected' ? STEP_REJECTED : stateBadge(outcome));
export const undoBadge = (undo: string): Badge => (undo === 'parked' ? UNDO_PARKED : stateBadge(undo));

/** What a verdict comes to, where there is room for a sentence. */
export const VERDICT_SENTENCES: Record<string, string> = {
  completed: 'Everything was done.',
  'completed-with-exceptions': 'A step, a row or a member was skipped or refused; see below.',
  rejected: 'Nothing was changed.',
  compensated: 'What had been done was undone.',
  cancelled: 'What had been done was undone.',
  'partly-compensated': 'A person stopped the undoing; see what is left below.',
};

/** What may come of a step. */
export const KINDS: Record<StepKind, string> = {
  read: 'only reads',
  compensatable: 'can be undone',
  pivot: 'point of no return',
  retriable: 'goes on until it is done',
};

/** In the zone of the machine that the console runs on, which is named. */
export function timeText(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' }).format(time) + ` ${zoneOf(time)}`;
}

const zoneOf = (time: Date): string =>
  new Intl.DateTimeFormat('en-GB', { timeZoneName: 'short' }).formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value ?? '';

const UNITS = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const;

export function agoText(iso: string, now = Date.now()): string {
  const passed = now - new Date(iso).getTime();
  const [unit, length] = UNITS.find(([, ms]) => passed >= ms) ?? [];
  if (unit === undefined || length === undefined) return 'just now';
  const count = Math.floor(passed / length);
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}

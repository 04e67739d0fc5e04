/** The console's words for what reports and visibility say in names. Pure. */
import type { FlowName, Verb } from '../../workflows/contracts/names.js';
import type { CompensationOutcome, StepKind, StepOutcome } from '../../workflows/contracts/report.js';
import { whoOf, whoText } from '../inbox/who.js';
import type { Listed } from '../list.js';
import { isPlan, OUTCOME_WORDS, UNDO_WORDS, VERDICT_WORDS, type Signed } from '../../workflows/contracts/words.js';

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

export interface Badge extends Signed {
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
};

const OUTCOME_TONES: Record<StepOutcome, Tone> = {
  done: 'good',
  'already-done': 'good',
  'marked-done': 'good',
  skipped: 'wait',
  pending: 'plain',
  rejected: 'bad',
  unavailable: 'wait',
  unauthorized: 'wait',
  unknown: 'wait',
};
const UNDO_TONES: Record<CompensationOutcome, Tone> = {
  pending: 'plain',
  undone: 'good',
  none: 'plain',
  left: 'plain',
  skipped: 'wait',
  'marked-done': 'good',
  parked: 'wait',
};

export const stateBadge = (state: string): Badge => BADGES[state] ?? badge('■', state, 'plain');
/** Of a newer worker there may be words that this console does not know. */
export const outcomeBadge = (outcome: string): Badge => toned(OUTCOME_WORDS, OUTCOME_TONES, outcome);
export const undoBadge = (undo: string): Badge => toned(UNDO_WORDS, UNDO_TONES, undo);

function toned<Name extends string>(words: Record<Name, Signed>, tones: Record<Name, Tone>, name: string): Badge {
  return name in words ? { ...words[name as Name], tone: tones[name as Name] } : stateBadge(name);
}

/** What a verdict comes to, where there is room for a sentence. Of a newer worker there may be verdicts unknown here. */
export function verdictSentence(verdict: string | null): string {
  const { sentence = '' } = (VERDICT_WORDS as Record<string, { sentence: string } | undefined>)[verdict ?? ''] ?? {};
  return sentence.charAt(0).toUpperCase() + sentence.slice(1);
}

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

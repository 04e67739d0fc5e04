/** The ledger's word on a case, and a few words of our own: verdict, parked reports, nothing lost. */
import type { AnyInput } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { check, type LedgerEntry, type Simulator, type Snapshot } from '../simulator/index.js';
import { isWrite } from './calls.js';
import type { Case } from './cases.js';
import { emptyJudgement, JUDGED, type Judged } from './result.js';

export interface Evidence {
  sim: Simulator;
  before: Snapshot;
  /** Length of the ledger when the flow was started. */
  mark: number;
  input: AnyInput;
}

export interface ReportedFlow {
  report: Report;
  input: Record<string, unknown>;
}

/** Holds reports against the records as they are now. */
export function byLedger({ sim, before, mark, input }: Evidence, report: Report, others: ReportedFlow[] = []): Judged {
  const ledger: LedgerEntry[] = sim.ledger.slice(mark);
  const found = check({ before, after: sim.snapshot(), ledger, reports: [{ report, input: { ...input } }, ...others] });
  return {
    // Staff and flow may pay at the same moment: no flow can prevent that, but its report must name the payment.
    duplicates: found.duplicates.map(({ sentence }) => sentence).filter((sentence) => !(isNamed(sentence, report) && staffPaidBefore(sentence, ledger))),
    orphans: found.orphans.map(({ sentence }) => sentence),
    falseWords: found.falseWords.map(({ sentence }) => sentence),
    undoneBefore: found.undoneBefore.map(({ sentence }) => sentence),
    lost: [],
  };
}

const tookTooMuch = (sentence: string): string | undefined => /^Payment (\d+) took .* more than was owed/.exec(sentence)?.[1];

const isNamed = (sentence: string, { parked }: Report): boolean => parked?.why.includes(`payment ${tookTooMuch(sentence)} `) === true;

/** Between two flows of ours it would be a double payment, whatever they say of it. */
const staffPaidBefore = (sentence: string, ledger: LedgerEntry[]): boolean => {
  const ours = ledger.find(({ user, paymentId }) => user !== 'staff' && paymentId === tookTooMuch(sentence));
  return ours !== undefined && ledger.some(({ user, kind, seq }) => user === 'staff' && kind === 'payment.applied' && seq < ours.seq);
};

/** Verdicts that are right for a case. */
export const allowedVerdicts = ({ script, fault, call, act, compound }: Case): string[] =>
  script.verdicts({
    call,
    fault: fault !== undefined,
    no: (fault?.refuses === true && isWrite(call)) || compound?.refused !== undefined,
    ...(act && { act: act.name }),
    ...(compound?.word && { word: compound.word }),
  });

/** A parked report must say what is not known, and offer a way out. */
export function ofParked(report: Report): Judged {
  const judged = emptyJudgement();
  const { parked } = report;
  if (!parked?.why) judged.lost.push('the parked report does not say why');
  if (!parked?.verbs.length) judged.lost.push('the parked report offers no verb');
  return judged;
}

export function merge(into: Judged, more: Judged, prefix = ''): void {
  for (const kind of JUDGED) into[kind].push(...more[kind].map((text) => `${prefix}${text}`));
}

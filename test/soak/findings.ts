/** What the judge has found, and whether this machine was too late for it to say anything. */
import { JUDGED, type Judged } from '../crash/result.js';

export interface Finding {
  kind: (typeof JUDGED)[number];
  text: string;
  /** When what it speaks of ran, by Date.now(). */
  from: number;
  until: number;
  /** The latest timer of any process meanwhile, in milliseconds. */
  lateMs: number;
}

/** A run of whose records a finding may speak. */
export interface Span {
  /** Ids by which a sentence may name it. */
  names: string[];
  from: number;
  until: number;
}

const isNamed = (text: string, name: string): boolean => new RegExp(`(?<![\\w-])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\w-])`).test(text);

/** Findings with the time they concern: that of the runs whose ids they name, else all the time. */
export function findingsOf(judged: Judged, spans: Span[], whole: Span, lateIn: (from: number, until: number) => number): Finding[] {
  return JUDGED.flatMap((kind) =>
    judged[kind].map((text) => {
      const named = spans.filter(({ names }) => names.some((name) => isNamed(text, name)));
      const meant = named.length > 0 ? named : [whole];
      const [from, until] = [Math.min(...meant.map((one) => one.from)), Math.max(...meant.map((one) => one.until))];
      return { kind, text, from, until, lateMs: Math.round(lateIn(from, until)) };
    }),
  );
}

export type Ending = 'clean' | 'found' | 'late';

/** `late`: all that was found may be the machine's doing. A lost flow is no matter of lateness. */
export function endingOf(findings: Finding[], tooLateMs: number): Ending {
  if (findings.length === 0) return 'clean';
  return findings.every(({ kind, lateMs }) => kind !== 'lost' && lateMs > tooLateMs) ? 'late' : 'found';
}

/** The tables that a soak ends with. */
import Table from 'cli-table3';
import type { Report, Verdict } from '../../workflows/contracts/report.js';
import { JUDGED } from '../crash/result.js';
import { endingOf, type Ending, type Finding } from './findings.js';

export interface Outcome {
  seed: number;
  seconds: number;
  reports: Report[];
  findings: Finding[];
  /** Ever parked. */
  parked: number;
  repairs: Record<string, number>;
  /** Kills, stops, starts, restarts. */
  struck: Record<string, number>;
  faults: { planned: number; hit: number };
  calls: number;
  /** The latest timer of any process, in milliseconds. */
  lateMs: number;
  tooLateMs: number;
}

const VERDICTS: Verdict[] = ['completed', 'completed-with-exceptions', 'rejected', 'compensated', 'cancelled', 'partly-compensated'];
const NAMES: Record<(typeof JUDGED)[number], string> = { duplicates: 'duplicates', orphans: 'orphans', falseWords: 'false words', undoneBefore: 'undone before', lost: 'lost' };

const plain = (head: string[]): Table.Table => new Table({ head, style: { head: [], border: [], compact: true } });

export function summaryText(outcome: Outcome): string {
  const { reports, findings, repairs, seed } = outcome;
  const lines = findings.map(({ kind, text, lateMs }) => `  ${NAMES[kind]}: ${text}${lateMs > outcome.tooLateMs ? ` (this machine was ${lateMs} ms late meanwhile)` : ''}`);
  return [
    flowTable(reports),
    figures(outcome),
    `Repairs: ${Object.entries(repairs).map(([name, count]) => `${name} (${count})`).join('; ') || 'none'}`,
    ...lines,
    `The plan of seed ${seed} comes again with --seed ${seed} and the same options.`,
    lastLine(outcome),
  ].join('\n');
}

function flowTable(reports: Report[]): string {
  const table = plain(['flow', 'runs', ...VERDICTS]);
  const row = (name: string, of: Report[]): (string | number)[] => [name, of.length, ...VERDICTS.map((verdict) => of.filter((one) => one.verdict === verdict).length)];
  for (const flow of [...new Set(reports.map((one) => one.flow))].sort()) table.push(row(flow, reports.filter((one) => one.flow === flow)));
  table.push(row('all', reports));
  return table.toString();
}

function figures({ seconds, parked, repairs, struck, faults, calls, findings, lateMs }: Outcome): string {
  const table = plain(['', '']);
  const rows: Record<string, number | string> = {
    seconds,
    'API calls': calls,
    'faults that hit': `${faults.hit} of ${faults.planned}`,
    'flows that parked': parked,
    repairs: Object.values(repairs).reduce((sum, count) => sum + count, 0),
    ...struck,
    'latest timer of any process, ms': lateMs,
    ...Object.fromEntries(JUDGED.map((kind) => [NAMES[kind], findings.filter((one) => one.kind === kind).length])),
  };
  for (const [name, value] of Object.entries(rows)) table.push([name, value]);
  return table.toString();
}

const WORDS: Record<Ending, string> = {
  clean: 'nothing was found',
  found: 'something was found',
  late: 'this machine was late: what was found proves nothing',
};

export const endingOfSoak = ({ findings, tooLateMs }: Outcome): Ending => endingOf(findings, tooLateMs);
export const lastLine = (outcome: Outcome): string => `soak: ${outcome.reports.length} flows, ${WORDS[endingOfSoak(outcome)]}`;

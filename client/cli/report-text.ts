/** A report as a person would like to read it: verdict first, then the steps, then what to do. Pure. */
import Table from 'cli-table3';
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report, StepReport } from '../../workflows/contracts/report.js';
import { isObject, words } from '../plain-words.js';
import { isPlan, meaningOf, standing } from '../../workflows/contracts/words.js';

type Paint = (style: 'green' | 'yellow' | 'red' | 'bold' | 'dim', text: string) => string;

export interface TextOptions {
  /** Columns of the terminal. */
  width?: number;
  paint?: Paint;
}

const COLOURS = {
  completed: 'green',
  'completed-with-exceptions': 'yellow',
  rejected: 'red',
  compensated: 'yellow',
  cancelled: 'yellow',
  'partly-compensated': 'red',
  running: 'bold',
  compensating: 'yellow',
  parked: 'red',
  closed: 'bold',
} as const;

const colourOf = ({ verdict, state, parked }: Report) => (parked && isPlan(parked.verbs) ? 'yellow' : COLOURS[verdict ?? state]);

export function reportText(report: Report, { width = 100, paint = (_, text) => text }: TextOptions = {}): string {
  const { title, sentence } = standing(report);
  const sections = [
    `${paint(colourOf(report), title)}: ${sentence}`,
    members(report, width),
    ...(report.steps.length > 0 ? [stepTable(report.steps, width)] : []),
    ...(report.parked ? [whatToDo(report, paint)] : []),
    ...(Object.keys(report.result).length > 0 ? [`Result, as last read:\n${pairs(report.result)}`] : []),
    ...(report.operator.length > 0 ? [`Decisions:\n${report.operator.map(decision).join('\n')}`] : []),
    ...(report.notes.length > 0 ? [`Notes:\n${report.notes.map((line) => `  ${line}`).join('\n')}`] : []),
  ];
  return sections.join('\n\n');
}

function members(report: Report, width: number): string {
  const { workflowId, tenant, reference, requestedBy, cause, ids } = report;
  const given = Object.entries(ids).map(([name, value]) => `${name} ${value}`);
  const heading = '  ids        ';
  return [
    `  flow       ${workflowId}`,
    `  tenant     ${tenant}`,
    ...(reference ? [`  reference  ${reference}`] : []),
    ...(requestedBy ? [`  asked by   ${requestedBy}`] : []),
    ...(given.length > 0 ? [heading + inLines(given, width - heading.length).join(`\n${' '.repeat(heading.length)}`)] : []),
    ...(cause ? [`  cause      ${[cause.step, cause.message].filter(Boolean).join(': ')}`] : []),
  ].join('\n');
}

/** As many words on a line as there is room for, with a comma after each. A word that is too long has a line. */
function inLines(words: string[], width: number): string[] {
  return words.reduce<string[]>((lines, word, index) => {
    const text = index < words.length - 1 ? `${word},` : word;
    const longer = `${lines.at(-1)} ${text}`;
    return lines.length > 0 && longer.length <= width ? [...lines.slice(0, -1), longer] : [...lines, text];
  }, []);
}

function stepTable(steps: StepReport[], width: number): string {
  const fixed = [Math.max(...steps.map(({ name }) => name.length), 4), 13, 11, 5].map((chars) => chars + 2);
  const rest = Math.max(24, width - fixed.reduce((sum, one) => sum + one, 0) - 6);
  const table = new Table({
    head: ['step', 'outcome', 'undo', 'tries', 'what is known'],
    colWidths: [...fixed, rest],
    wordWrap: true,
    // Colours are ours to decide: these would stay in a file, too.
    style: { head: [], border: [], compact: true },
  });
  // The table cuts off a word that is longer than its column.
  const long = new RegExp(`\\S{${rest - 2}}(?=\\S)`, 'g');
  for (const step of steps) {
    // Once is not worth a word, and a part that is no call is not tried at all.
    const tries = step.attempts > 1 ? step.attempts : '';
    const mine = step.owner === 'other' ? `${step.outcome} (not ours)` : step.outcome;
    table.push([step.name, mine, step.compensation ?? '', tries, step.note.replace(long, '$&\n')]);
  }
  return table.toString();
}

/** What a verb needs beside who and why. */
const OPTIONS: Partial<Record<Verb, string>> = { retryWith: ': --input FILE', markDone: ': --ref ID' };

function whatToDo(report: Report, paint: Paint): string {
  const { parked, workflowId } = report;
  const { step, since, why, verbs, phase } = parked!;
  const doing = phase === 'compensating' ? 'the undo of' : 'step';
  const lines = verbs.map((verb) => `    ${verb.padEnd(10)} ${meaningOf(verb, parked!)}${OPTIONS[verb] ?? ''}`);
  const command = `duesflow repair ${workflowId} ${verbs[0] ?? 'retry'} --by YOU --why REASON`;
  return [
    `${paint('bold', `Waits at ${doing} "${step}" since ${since}`)}: ${why}`,
    '  Verbs that fit:',
    ...lines,
    `  ${command}`,
  ].join('\n');
}

const decision = ({ at, verb, step, by, why }: Report['operator'][number]): string =>
  `  ${at}  ${verb} at "${step}" by ${by}: ${why}`;

/** A line for each member; one that is an object or a list has a line for each of its own, indented. */
function pairs(values: Record<string, unknown>, indent = '  '): string {
  const longest = Math.max(...Object.keys(values).map((name) => name.length));
  const lines = Object.entries(values).map(([name, value]) => {
    const within = `${indent}  `;
    if (Array.isArray(value) && value.some(isObject)) return [`${indent}${name}`, ...value.map((one) => within + words(one))].join('\n');
    if (isObject(value) && Object.keys(value).length > 0) return `${indent}${name}\n${pairs(value, within)}`;
    return `${indent}${name.padEnd(longest)}  ${words(value)}`;
  });
  return lines.join('\n');
}

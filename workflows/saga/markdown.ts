/** A report as the Web UI's current details: how it stands, what to do, the step table, what was read last. Pure. */
import type { Report, StepReport } from '../contracts/report.js';
import { meaningOf, OUTCOME_WORDS, standing, UNDO_WORDS } from '../contracts/words.js';

/** The last lines are cut off in the Web UI, hence the empty paragraphs. */
export const ROOM = ['\u00a0', '\u00a0'];

export function toMarkdown(report: Report): string {
  const { title, sentence } = standing(report);
  const { cause, parked, steps, operator, notes } = report;
  const result = Object.entries(report.result).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return [
    `**${title}**: ${sentence}`,
    ...(cause ? [`**Why:** ${[cause.step, plain(cause.message)].filter(Boolean).join(': ')}`] : []),
    ...(parked ? whatToDo(report.workflowId, parked) : []),
    ...(steps.length > 0 ? [stepTable(steps)] : []),
    ...(result.length > 0 ? [`**As last read:** ${result.map(([name, value]) => `${inWords(name)} ${value === '' ? 'none' : plain(String(value))}`).join(', ')}`] : []),
    ...(operator.length > 0 ? [`**Decisions:**\n\n${operator.map(({ at, by, verb, step, why }) => `- ${day(at)}, ${plain(by)}: ${verb} at "${step}": ${plain(why)}`).join('\n')}`] : []),
    ...notes.map(plain),
    ...ROOM,
  ].join('\n\n');
}

function whatToDo(workflowId: string, parked: NonNullable<Report['parked']>): string[] {
  const { phase, step, since, why, verbs } = parked;
  const command = `duesflow repair '${workflowId}' ${verbs[0] ?? 'retry'} --by YOU --why REASON`;
  return [
    `**Waits at ${phase === 'compensating' ? 'the undo of' : 'step'} "${step}"** since ${day(since)}: ${plain(why)}`,
    `**What to do:** put right what stands in the way, then decide, in the console (\`duesflow console\`) or by \`${command}\``,
    verbs.map((verb) => `- **${verb}**: ${meaningOf(verb, parked)}`).join('\n'),
  ];
}

/** The column of undos is there once something is undone. */
function stepTable(steps: StepReport[]): string {
  const undoes = steps.some(({ compensation }) => compensation !== null);
  const columns = ['step', 'outcome', ...(undoes ? ['undo'] : []), 'what is known'];
  const rows = steps.map(({ name, outcome, owner, compensation, note }) => {
    const { sign, word } = OUTCOME_WORDS[outcome];
    const undo = compensation === null ? '' : `${UNDO_WORDS[compensation].sign} ${UNDO_WORDS[compensation].word}`;
    return [unbroken(name), unbroken(`${sign} ${word}`) + (owner === 'other' ? ' (not ours)' : ''), ...(undoes ? [undo] : []), cell(note)];
  });
  return [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

/** What others wrote must not become a link, a picture, a heading or a list. */
const plain = (text: string): string => text.replace(/\s+/g, ' ').replace(/[\\`*[\]<>#]/g, '\\$&');

/** A long word would push the table out of the page: its middle is left out. The report has it whole. */
const cell = (text: string): string => plain(text.replace(/\S{49,}/g, (word) => `${word.slice(0, 20)}…${word.slice(-20)}`)).replace(/\|/g, '/');

const unbroken = (text: string): string => text.replaceAll(' ', '\u00a0');

/** `paidThru` is `paid thru`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

/** `2026-03-01 15:42 UTC`: as the Web UI writes times itself. */
const day = (iso: string): string => iso.replace(/^(\S+)T(\d\d:\d\d).*Z$/, '$1 $2 UTC');

/** What an audit has found, as a person reads it. Pure. */
import type { AuditCounts, AuditLine, AuditResult, AuditStanding } from '../../../workflows/contracts/audit.js';
import { counted } from '../../../workflows/contracts/counted.js';

type Paint = (style: 'green' | 'yellow' | 'red' | 'bold', text: string) => string;

const ORDER: readonly AuditStanding[] = ['false-word', 'drift', 'unknown', 'superseded', 'as-reported', 'by-parts', 'not-audited'];

/** `2 drift, 40 as-reported`. */
export const countsOf = (counts: AuditCounts): string => ORDER.flatMap((standing) => (counts[standing] ? [`${counts[standing]} ${standing}`] : [])).join(', ');

export function auditText(result: AuditResult, paint: Paint = (_, text) => text): string {
  const { tenant, since, until, flow, flows, totals, byFlow, findings, resultsFile, gaveUp } = result;
  const types = Object.entries(byFlow).sort(([a], [b]) => (a < b ? -1 : 1));
  const width = Math.max(0, ...types.map(([name]) => name.length));
  const shown = findings.length;
  const all = (totals['false-word'] ?? 0) + (totals.drift ?? 0) + (totals.unknown ?? 0);
  return [
    heading(result, paint),
    `  ${counted(flows, 'closed flow')}${flow === undefined ? '' : ` ${flow}`} of ${tenant}, closed from ${since} until ${until}`,
    ...(flows === 0 ? [] : [`  ${countsOf(totals)}`, '', ...types.map(([name, counts]) => `  ${name.padEnd(width)}  ${countsOf(counts)}`)]),
    ...(shown === 0 ? [] : ['', ...findings.map((line) => findingText(line, paint))]),
    ...(all > shown && shown > 0 ? [`  and more: ${resultsFile}`] : []),
    ...(gaveUp === undefined ? [] : ['', `  The rest was not looked at: ${gaveUp}`]),
    '',
    `  results    ${resultsFile}`,
  ].join('\n');
}

function heading({ totals, gaveUp }: AuditResult, paint: Paint): string {
  if (totals['false-word']) return `${paint('red', 'False words')}: reports say what the records do not show.`;
  if (totals.drift) return `${paint('yellow', 'Drift')}: records were changed after flows had reported them.`;
  if (gaveUp !== undefined) return `${paint('red', 'Not read to the end')}: what was read is as reported.`;
  return totals.unknown ? `${paint('yellow', 'As reported')}, but for what cannot be told.` : `${paint('green', 'As reported')}.`;
}

const COLOURS = { 'false-word': 'red', drift: 'yellow', unknown: 'bold', superseded: 'bold', 'not-audited': 'bold' } as const;

const findingText = ({ kind, workflowId, record, reported, found, evidence }: AuditLine, paint: Paint): string =>
  [`  ${paint(COLOURS[kind], kind)}  ${workflowId}`, `    ${[record, reported && `reported: ${reported}`].filter(Boolean).join('; ')}`, `    found: ${found} (${evidence})`].filter((line) => line.trim() !== '').join('\n');

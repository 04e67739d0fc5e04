/** Parked flows as a person reads them in a terminal, one entry each, wrapped. Pure. */
import type { InboxEntry } from '../inbox/entry.js';
import { whoText } from '../inbox/who.js';
import { meaningOf } from '../../workflows/contracts/words.js';
import type { TextOptions } from './report-text.js';

const LABEL = 9;

export function inboxText(entries: InboxEntry[], { width = 100, paint = (_, text) => text }: TextOptions = {}): string {
  const entryText = (entry: InboxEntry): string => {
    const { workflowId, step, since, unknown, check, verbs, fit, untold } = entry;
    const undo = entry.phase === 'compensating' ? 'undo of ' : '';
    const lines: [string, string | undefined][] = [
      ['at', step === undefined ? undefined : `${undo}${step}${since === undefined ? '' : `, since ${since.slice(0, 19)}Z`}`],
      [untold ? 'no word' : 'unknown', unknown],
      ['check', check],
      ['then', fit && `${fit}: ${meaningOf(fit, entry)}${others(verbs.filter((verb) => verb !== fit))}`],
      ['id', workflowId],
    ];
    const told = lines.flatMap(([label, text]) => (text === undefined ? [] : [wrapped(label, text, width)]));
    return [paint('bold', headOf(entry)), ...told].join('\n');
  };
  return entries.map(entryText).join('\n\n');
}

const others = (verbs: string[]): string => (verbs.length > 0 ? ` (or ${verbs.join(', ')})` : '');

function headOf({ flow, tenant, reference, requestedBy, ...who }: InboxEntry): string {
  const more = [
    whoText(who),
    tenant && tenant !== 'default' && `tenant ${tenant}`,
    reference && `reference ${reference}`,
    requestedBy && `asked for by ${requestedBy}`,
  ];
  return [flow, ...more.filter(Boolean)].join(', ');
}

/** A word that is longer than the line keeps it: an id must be copied whole. */
function wrapped(label: string, text: string, width: number): string {
  const room = Math.max(20, width - LABEL - 2);
  const lines = text.split(/\s+/).reduce<string[]>((all, word) => {
    const last = all.at(-1);
    return last !== undefined && last.length + 1 + word.length <= room ? [...all.slice(0, -1), `${last} ${word}`] : [...all, word];
  }, []);
  return lines.map((line, index) => `  ${(index === 0 ? label : '').padEnd(LABEL)}${line}`).join('\n');
}

/** Progress of a window of flows in words. Pure. */
import type { WindowProgress } from '../../workflows/contracts/window.js';
import type { Waiting } from '../progress.js';

/** Ended flows in a minute, since the start. */
export function perMinute({ ended, startedAt, at }: WindowProgress): number {
  const minutes = (Date.parse(at) - Date.parse(startedAt)) / 60_000;
  return minutes > 0 ? ended / minutes : 0;
}

/** `about 4 min left`; empty while nobody can tell. */
export function timeLeft(progress: WindowProgress): string {
  const rate = perMinute(progress);
  const left = progress.total - progress.ended;
  if (rate === 0 || left <= 0) return '';
  const minutes = left / rate;
  if (minutes < 1) return 'less than a minute left';
  return minutes < 90 ? `about ${Math.round(minutes)} min left` : `about ${Math.round(minutes / 60)} h left`;
}

export const countsText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${status}`)
    .join(', ');

/** `1200 of 20000 packages (6 %), 340 a minute, about 55 min left: 119500 imported, 500 error`. */
export function progressLine(progress: WindowProgress, unit: string): string {
  const { ended, total, counts, waiting, stopped } = progress;
  const share = total > 0 ? Math.floor((100 * ended) / total) : 100;
  const figures = [`${ended} of ${total} ${unit} (${share} %)`, `${Math.round(perMinute(progress))} a minute`];
  const left = timeLeft(progress);
  const known = countsText(counts);
  return [
    `${[...figures, ...(left ? [left] : [])].join(', ')}${known ? `: ${known}` : ''}`,
    ...(waiting.length > 0 ? [`${waiting.length} wait for a person`] : []),
    ...(stopped ? [stopped === 'cancel' ? 'stopped: a cancel was asked for' : 'stopped: too many failures'] : []),
  ].join('; ');
}

const SHOWN = 20;

/** The flows that wait for a person, each with where it waits, and what to do. */
export function waitingText(waiting: Waiting[]): string {
  const lines = waiting.slice(0, SHOWN).map(({ workflowId, step }) => `  ${workflowId}${step ? `  at "${step}"` : ''}`);
  const more = waiting.length > SHOWN ? [`  and ${waiting.length - SHOWN} more: duesflow list --state parked`] : [];
  return [
    'Wait for a person:',
    ...lines,
    ...more,
    `  duesflow report ${waiting[0]!.workflowId}   says what it needs; then duesflow repair`,
  ].join('\n');
}

export const unitOf = (flow: string): string => (flow === 'importDues' ? 'packages' : 'members');

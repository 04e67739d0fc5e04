/** What a person reads of a window that runs. Pure. */
import type { WindowProgress } from '../contracts/window.js';
import { ROOM } from '../saga/markdown.js';

/** Ended flows in a minute, since the start. */
export function perMinute({ ended, startedAt, at }: WindowProgress): number {
  const minutes = (Date.parse(at) - Date.parse(startedAt)) / 60_000;
  return minutes > 0 ? Math.round(ended / minutes) : 0;
}

export const countsText = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .filter(([, n]) => n > 0)
    .map(([status, n]) => `${n} ${status}`)
    .join(', ');

/** `1200 of 20000 (6 %), 340 a minute: 1195 renewed, 5 rejected; 2 wait for a person`. */
export function sentence(progress: WindowProgress): string {
  const { ended, total, counts, waiting, stopped, heldUp = [] } = progress;
  const known = countsText(counts);
  const share = total > 0 ? Math.floor((100 * ended) / total) : 100;
  const parts = [
    `${ended} of ${total} (${share} %), ${perMinute(progress)} a minute${known ? `: ${known}` : ''}`,
    waiting.length > 0 && `${waiting.length} wait for a person`,
    heldUp.length > 0 && `held up: see ${heldUp.slice(0, 3).join(', ')}`,
    stopped === 'maxFailures' && 'stopped: too many failures',
    stopped === 'cancel' && 'stopped: a cancel was asked for',
  ];
  return parts.filter(Boolean).join('; ');
}

/** Current details of the window. */
export function progressText(progress: WindowProgress): string {
  const waiting = progress.waiting.slice(0, 20).map(({ workflowId }) => `- \`${workflowId}\``);
  return [sentence(progress), ...(waiting.length > 0 ? ['Waiting for a person:', waiting.join('\n')] : []), ...ROOM].join('\n\n');
}

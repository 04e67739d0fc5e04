/** The plot of a soak as SVG: flows started and ended, parked ones, and what was done to the processes. */
import { scaleLinear, type ScaleLinear } from 'd3-scale';
import { curveStepAfter, line } from 'd3-shape';
import type { Mark, MarkKind, Sample } from './timeline.js';

const SIZE = { width: 960, height: 420 };
const MARGIN = { top: 44, right: 56, bottom: 40, left: 56 };
const FLOWS = { started: '#4477aa', ended: '#228833' } as const;
const PARKED = '#ee6677';
const STRUCK: Record<MarkKind, string> = { kill: '#aa3377', stop: '#ccbb44', start: '#66ccee', restart: '#222222' };

export interface Plotted {
  title: string;
  samples: Sample[];
  marks: Mark[];
}

export function plotOf({ title, samples, marks }: Plotted): string {
  const end = Math.max(1000, ...samples.map(({ at }) => at), ...marks.map(({ at }) => at));
  const [bottom, right] = [SIZE.height - MARGIN.bottom, SIZE.width - MARGIN.right];
  const x = scaleLinear([0, end / 1000], [MARGIN.left, right]);
  const y = scaleLinear([0, Math.max(1, ...samples.map(({ started }) => started))], [bottom, MARGIN.top]).nice();
  const yParked = scaleLinear([0, Math.max(4, ...samples.map(({ parked }) => parked)) * 2], [bottom, MARGIN.top]).nice();
  const curve = (scale: typeof y, value: (sample: Sample) => number, color: string): string => {
    const path = line<Sample>().curve(curveStepAfter).x(({ at }) => x(at / 1000)).y((sample) => scale(value(sample)))(samples);
    return `<path d="${path ?? ''}" fill="none" stroke="${color}" stroke-width="1.5"/>`;
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="sans-serif" font-size="11">`,
    '<rect width="100%" height="100%" fill="white"/>',
    `<text x="${MARGIN.left}" y="16" font-size="13">${escaped(title)}</text>`,
    ...x.ticks(12).map((tick) => text(x(tick), bottom + 16, `${tick} s`, 'middle')),
    ...y.ticks(6).map((tick) => `${rule(MARGIN.left, y(tick), right, y(tick), '#eeeeee')}${text(MARGIN.left - 6, y(tick) + 4, String(tick), 'end')}`),
    ...yParked.ticks(6).filter(Number.isInteger).map((tick) => text(right + 6, yParked(tick) + 4, String(tick), 'start', PARKED)),
    ...marks.map((mark) => struck(mark, x, bottom)),
    curve(y, ({ started }) => started, FLOWS.started),
    curve(y, ({ ended }) => ended, FLOWS.ended),
    curve(yParked, ({ parked }) => parked, PARKED),
    rule(MARGIN.left, bottom, right, bottom, '#444444'),
    ...legend(),
    '</svg>',
    '',
  ].join('\n');
}

/** A line where it was struck, and a bar as long as nobody made the calls. */
function struck({ at, kind, recoveredMs }: Mark, x: ScaleLinear<number, number>, bottom: number): string {
  const from = x(at / 1000);
  const bar = recoveredMs === undefined ? '' : `<rect x="${round(from)}" y="${bottom - 6}" width="${round(x((at + recoveredMs) / 1000) - from)}" height="6" fill="${STRUCK[kind]}" fill-opacity="0.4"/>`;
  return `${rule(from, MARGIN.top, from, bottom, STRUCK[kind], '2 3')}${bar}`;
}

function legend(): string[] {
  const entries = { 'flows started': FLOWS.started, ended: FLOWS.ended, 'parked (right axis)': PARKED, 'worker killed': STRUCK.kill, stopped: STRUCK.stop, 'started beside': STRUCK.start, 'Temporal restarted': STRUCK.restart, 'bars: until calls are served again': '#888888' };
  let left = MARGIN.left;
  return Object.entries(entries).map(([name, color]) => {
    const entry = `<rect x="${left}" y="26" width="9" height="9" fill="${color}"/>${text(left + 13, 34, name, 'start')}`;
    left += 26 + name.length * 6;
    return entry;
  });
}

const round = (value: number): string => value.toFixed(1);
const escaped = (value: string): string => value.replace(/&/g, '&amp;').replace(/</g, '&lt;');
const text = (x: number, y: number, what: string, anchor: string, color = '#222222'): string => `<text x="${round(x)}" y="${round(y)}" text-anchor="${anchor}" fill="${color}">${escaped(what)}</text>`;
const rule = (x1: number, y1: number, x2: number, y2: number, color: string, dashes?: string): string =>
  `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${color}"${dashes ? ` stroke-dasharray="${dashes}"` : ''}/>`;

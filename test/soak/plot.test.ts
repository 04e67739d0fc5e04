import { expect, test } from '@jest/globals';
import { plotOf } from './plot.js';

const plotted = {
  title: 'A & B < C',
  samples: [
    { at: 0, started: 0, ended: 0, parked: 0 },
    { at: 30_000, started: 15, ended: 9, parked: 2 },
    { at: 60_000, started: 30, ended: 30, parked: 0 },
  ],
  marks: [
    { at: 20_000, kind: 'kill' as const, recoveredMs: 6000 },
    { at: 40_000, kind: 'restart' as const },
  ],
};

test('three curves, a line for each strike, and a bar for each recovery that was seen', () => {
  const svg = plotOf(plotted);
  expect(svg.match(/<path /g)).toHaveLength(3);
  expect(svg.match(/stroke-dasharray/g)).toHaveLength(2);
  expect(svg.match(/fill-opacity/g)).toHaveLength(1);
  expect(svg).toContain('A &amp; B &lt; C');
  expect(svg).not.toMatch(/NaN|undefined/);
});

test('a soak that came to nothing has a plot, too', () => {
  expect(plotOf({ title: '', samples: [], marks: [] })).not.toMatch(/NaN|undefined/);
});

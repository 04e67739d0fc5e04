/** Grafana itself is not run here: the dashboard's file is held against the schema of what it uses. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { dashboard, type Dashboard } from './grafana.js';

const read = (): unknown => JSON.parse(readFileSync(new URL('../../deploy/grafana/duesflow.json', import.meta.url), 'utf8'));
const parsed = (): Dashboard => dashboard.parse(read());

test('every member is one that Grafana knows, in its place and of its type', () => {
  expect(dashboard.safeParse(read()).error?.issues ?? []).toEqual([]);
  const wrong = read() as { panels: Record<string, unknown>[] };
  wrong.panels[1]!['field_config'] = {};
  expect(dashboard.safeParse(wrong).success).toBe(false);
});

test('panels have ids of their own, and none lies on another', () => {
  const { panels } = parsed();
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
  const fields = panels.flatMap(({ gridPos: { x, y, w, h } }) => Array.from({ length: w * h }, (_, n) => `${x + (n % w)},${y + Math.floor(n / w)}`));
  expect(fields.filter((field, index) => fields.indexOf(field) !== index)).toEqual([]);
});

test('variables that are asked for are there, and all of them are used', () => {
  const { panels, templating } = parsed();
  const text = JSON.stringify([panels, templating.list.map((one) => ('datasource' in one ? one.datasource : null))]);
  const asked = new Set([...text.matchAll(/\$\{?(\w+)/g)].map(([, name]) => name!).filter((name) => !name.startsWith('__')));
  expect([...asked].sort()).toEqual(templating.list.map(({ name }) => name).sort());
  for (const panel of panels) if (panel.type !== 'row') expect(new Set(panel.targets.map(({ refId }) => refId)).size).toBe(panel.targets.length);
});

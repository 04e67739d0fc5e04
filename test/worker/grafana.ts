/**
 * Grafana's dashboard (kind "Dashboard", schema version 39), as far as ours uses it. Strict: a member that is misspelt or in the
 * wrong place is one that Grafana would leave out without a word.
 */
import { z } from 'zod';

const datasource = z.strictObject({ type: z.literal('prometheus'), uid: z.literal('${datasource}') });
const gridPos = z.strictObject({ x: z.int().min(0), y: z.int().min(0), w: z.int().min(1).max(24), h: z.int().min(1) }).refine(({ x, w }) => x + w <= 24, 'wider than 24 columns');
/** Ids of units as Grafana names them (@grafana/data, valueFormats). */
const unit = z.enum(['short', 's', 'reqps']);
const step = z.strictObject({ color: z.string(), value: z.number().nullable() });
const thresholds = z.strictObject({ mode: z.literal('absolute'), steps: z.array(step).min(1).refine(([first]) => first!.value === null, 'the first step has no value') });
const custom = z.strictObject({ drawStyle: z.enum(['line', 'bars', 'points']), fillOpacity: z.number().min(0).max(100), showPoints: z.enum(['auto', 'never', 'always']), stacking: z.strictObject({ mode: z.enum(['none', 'normal', 'percent']) }) }).partial();
const defaults = z.strictObject({ unit, min: z.number(), max: z.number(), decimals: z.int(), thresholds, custom }).partial().required({ unit: true });
const target = z.strictObject({ refId: z.string().regex(/^[A-Z]$/), datasource, expr: z.string().min(1), legendFormat: z.string(), instant: z.boolean().optional() });
const common = { id: z.int().min(1), title: z.string().min(1), description: z.string().optional(), gridPos };
const reduceOptions = z.strictObject({ calcs: z.array(z.enum(['lastNotNull', 'sum', 'max'])).length(1) });
const shown = { ...common, datasource, fieldConfig: z.strictObject({ defaults, overrides: z.array(z.never()) }), targets: z.array(target).min(1) };

const panel = z.discriminatedUnion('type', [
  z.strictObject({ ...common, type: z.literal('row'), collapsed: z.boolean(), panels: z.array(z.never()) }),
  z.strictObject({ ...shown, type: z.literal('stat'), options: z.strictObject({ reduceOptions }) }),
  z.strictObject({
    ...shown,
    type: z.literal('timeseries'),
    options: z.strictObject({ legend: z.strictObject({ displayMode: z.enum(['list', 'table', 'hidden']), placement: z.enum(['bottom', 'right']), showLegend: z.boolean() }).partial(), tooltip: z.strictObject({ mode: z.enum(['single', 'multi', 'none']), sort: z.enum(['none', 'asc', 'desc']) }).partial() }).partial().optional(),
  }),
]);

const named = { name: z.string().regex(/^\w+$/), label: z.string() };
const variable = z.discriminatedUnion('type', [
  z.strictObject({ ...named, type: z.literal('datasource'), query: z.literal('prometheus'), current: z.strictObject({}) }),
  z.strictObject({
    ...named,
    type: z.literal('query'),
    datasource,
    query: z.strictObject({ query: z.string().regex(/^label_values\(\w+, \w+\)$/), refId: z.string() }),
    refresh: z.union([z.literal(1), z.literal(2)]),
    includeAll: z.boolean(),
    multi: z.boolean(),
    allValue: z.string(),
    current: z.strictObject({ text: z.string(), value: z.string() }),
    sort: z.int().min(0).max(8),
  }),
]);

export const dashboard = z.strictObject({
  uid: z.string().regex(/^[\w-]{1,40}$/),
  title: z.string().min(1),
  tags: z.array(z.string()),
  timezone: z.enum(['browser', 'utc']),
  schemaVersion: z.literal(39),
  editable: z.boolean(),
  refresh: z.string().regex(/^\d+[smh]$/),
  time: z.strictObject({ from: z.string(), to: z.string() }),
  templating: z.strictObject({ list: z.array(variable) }),
  annotations: z.strictObject({ list: z.array(z.never()) }),
  panels: z.array(panel),
});
export type Dashboard = z.infer<typeof dashboard>;

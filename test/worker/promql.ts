/** PromQL of the dashboard and the alert rules, read by Prometheus's own grammar. */
import { readFileSync } from 'node:fs';
import { parser } from '@prometheus-io/lezer-promql';
import { parse } from 'yaml';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

export interface Rule {
  alert: string;
  expr: string;
  labels: { severity: string };
  annotations: { summary: string; runbook: string };
}

interface Panel {
  title: string;
  targets?: { expr: string }[];
}

export const rules = (): Rule[] => (parse(read('deploy/prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
export const panels = (): Panel[] => (JSON.parse(read('deploy/grafana/duesflow.json')) as { panels: Panel[] }).panels;

/** All of them, with what Grafana puts in for its own variables. */
export const expressions = (): string[] =>
  [...rules().map(({ expr }) => expr), ...panels().flatMap(({ targets = [] }) => targets.map(({ expr }) => expr))].map((expr) =>
    expr.replaceAll('$__rate_interval', '5m').replaceAll(/\$(tenant|flow)/g, '.*'),
  );

export interface Parsed {
  /** Text that is no PromQL. */
  errors: string[];
  /** Names of metrics. */
  names: string[];
  /** Names of labels that are matched or grouped by. */
  labels: string[];
}

export function parsePromql(expr: string): Parsed {
  const found: Parsed = { errors: [], names: [], labels: [] };
  parser.parse(expr).iterate({
    enter({ type, from, to, node }) {
      const text = expr.slice(from, to);
      if (type.isError) found.errors.push(`${expr.slice(0, from)} >>> ${expr.slice(from, to + 20)}`);
      if (type.name === 'Identifier' && node.parent?.name === 'VectorSelector') found.names.push(text);
      if (type.name === 'LabelName') found.labels.push(text);
    },
  });
  return found;
}

/** What is not run here: the files of Prometheus, Grafana and Compose are read. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { isTraced } from '../../telemetry/index.js';
import { expressions, panels, parsePromql, rules } from './promql.js';

const at = (path: string): URL => new URL(`../../${path}`, import.meta.url);
const read = (path: string): string => readFileSync(at(path), 'utf8');

test('every expression is PromQL', () => {
  expect(expressions().length).toBeGreaterThan(30);
  expect(expressions().flatMap((expr) => parsePromql(expr).errors)).toEqual([]);
  expect(parsePromql('sum by (tenant (up)').errors).not.toEqual([]);
});

test('every alert has a place in the docs that says what to do', () => {
  const headings = [...read('docs/telemetry.md').matchAll(/^#+ (.*)$/gm)].map(([, heading]) => heading!.toLowerCase());
  for (const { alert, labels, annotations } of rules()) {
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.runbook).toBe(`docs/telemetry.md#${alert.toLowerCase()}`);
    expect(headings).toContain(alert.toLowerCase());
  }
});

test('the table in the docs names every metric of ours that is asked for, and panels have titles of their own', () => {
  const docs = read('docs/telemetry.md');
  const names = expressions().flatMap((expr) => parsePromql(expr).names).filter((name) => name.startsWith('duesflow_'));
  for (const name of new Set(names)) expect(docs).toContain(`\`${name.replace(/_(count|bucket|sum)$/, '')}`);
  const titles = panels().map(({ title }) => title);
  expect(new Set(titles).size).toBe(titles.length);
});

interface Compose {
  services: Record<string, { image: string; profiles?: string[]; volumes?: string[]; environment?: Record<string, string> }>;
  volumes: Record<string, unknown>;
}

test('the Compose profile "metrics" is pinned, and mounts what there is', () => {
  const { services, volumes } = parse(read('docker-compose.yml')) as Compose;
  for (const name of ['prometheus', 'grafana']) {
    const service = services[name]!;
    expect(service.profiles).toEqual(['metrics']);
    expect(service.image).toMatch(/:v?\d+\.\d+\.\d+$/);
    for (const source of service.volumes!.map((volume) => volume.split(':')[0]!)) expect(source.startsWith('.') ? existsSync(at(source)) : source in volumes).toBe(true);
  }
  const port = services['worker']!.environment!['DUESFLOW_METRICS_ADDRESS']!.split(':')[1];
  const { scrape_configs: jobs, rule_files: files } = parse(read('deploy/prometheus/prometheus.yml')) as { scrape_configs: { job_name: string; dns_sd_configs: { names: string[]; port: number }[] }[]; rule_files: string[] };
  expect(jobs).toEqual([{ job_name: 'duesflow', dns_sd_configs: [{ names: ['worker'], type: 'A', port: Number(port) }] }]);
  expect(files.map((file) => existsSync(at(file.replace('/etc/prometheus', 'deploy/prometheus'))))).toEqual([true]);
  for (const path of ['datasources/prometheus.yml', 'dashboards/duesflow.yml']) expect(parse(read(`deploy/grafana/provisioning/${path}`))).toMatchObject({ apiVersion: 1 });
});

test('traces are on with an address of OpenTelemetry alone', () => {
  expect(isTraced({})).toBe(false);
  expect(isTraced({ OTEL_SERVICE_NAME: 'x' })).toBe(false);
  expect(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' })).toBe(true);
  expect(isTraced({ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://127.0.0.1:4318/v1/traces' })).toBe(true);
  expect(isTraced({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_SDK_DISABLED: 'true' })).toBe(false);
});

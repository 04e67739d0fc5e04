/** A worker with metrics, traces and logs on, the flows that it ran, and what came out. */
import { setTimeout as sleep } from 'node:timers/promises';
import { InMemorySpanExporter, SimpleSpanProcessor, type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { freePort } from '../../client/temporal/ports.js';
import { createTracing } from '../../telemetry/tracing.js';
import { prometheus } from '../../worker/metrics.js';
import { fileOf, row } from '../flows/import-rows.js';
import { cash, openBench, type Bench } from '../setup/bench.js';
import { ymMemberships, ymNamed } from '../simulator/index.js';

/** Fixed: a random one might hold the digits of an id. */
export const TENANT = 'telemetry';

export interface Sample {
  name: string;
  labels: Record<string, string>;
  value: number;
}

export interface Watched {
  bench: Bench;
  /** Parties and what is theirs: none may be in a metric. */
  secrets: string[];
  /** Party of the flow that completed, of the one that was taken back, and of the two that wait. */
  parties: { happy: string; refused: string; parked: string; stuck: string };
  spans(): ReadableSpan[];
  /** Of the worker, parsed. */
  lines: Record<string, unknown>[];
  scrape(): Promise<Sample[]>;
  /** Scrapes until a sample is there. */
  until(name: string, labels: Record<string, string>, value: number): Promise<Sample[]>;
  close(): Promise<void>;
}

export async function openWatched(): Promise<Watched> {
  const address = `127.0.0.1:${await freePort()}`;
  const exporter = new InMemorySpanExporter();
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>) });
  const bench = await openBench({
    simulator: { switches: { invoices: 'persisted' } },
    tenant: { name: TENANT },
    runtime: { telemetryOptions: { metrics: prometheus(address) } },
    telemetry: { log, tracing: createTracing('test', new SimpleSpanProcessor(exporter)), watching: { slotMs: 200, serverMs: 400 } },
  });
  const { sim } = bench;
  const newMember = () => sim.world.addParty({ customerType: 'M' }).partyId;
  const parties = { happy: newMember(), refused: newMember(), parked: newMember(), stuck: newMember() };
  const scrape = async (): Promise<Sample[]> => parse(await (await fetch(`http://${address}/metrics`)).text());
  return {
    bench,
    parties,
    secrets: Object.values(parties),
    spans: () => exporter.getFinishedSpans(),
    lines,
    scrape,
    async until(name, labels, value) {
      for (;;) {
        const samples = await scrape();
        if (find(samples, name, labels)?.value === value) return samples;
        await sleep(200);
      }
    },
    close: () => bench.close(),
  };
}

/** A flow of each kind of end, an import, two renewal runs, and one of YourMembership. */
export async function runFlows({ bench, parties, secrets }: Watched): Promise<void> {
  const { sim } = bench;
  const fault = (method: string, path: string, partyId: string, kind: '403' | 'validation-400' | '501') => sim.faults.add({ method, path, contains: partyId }, { kind });
  const enrol = (partyId: string) => ({ partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  await bench.run('enrolMember', enrol(parties.happy));

  fault('POST', '/api/ComboOrder', parties.refused, 'validation-400');
  await bench.run('enrolMember', enrol(parties.refused));

  fault('POST', '/api/GroupMember', parties.parked, '403');
  fault('POST', '/api/ComboOrder', parties.stuck, 'validation-400');
  fault('DELETE', '/api/GroupMember', parties.stuck, '501');
  for (const partyId of [parties.parked, parties.stuck]) await bench.parked((await bench.start('enrolMember', enrol(partyId))).workflowId);

  const members = sim.world.addMembers(5, { paidThru: '2025-12-31' });
  secrets.push(...members, ymNamed.member.toString());
  const [first, second, third] = members as [string, string, string];
  await bench.run('importDues', { file: await fileOf(bench, [row(first), row(second), row('99999')]) });
  const period = { billingCycleId: 'Regular Membership Fees', effectiveDate: '2026-01-01' };
  await bench.run('runRenewals', { ...period, mode: 'individual', partyIds: [third] });
  await bench.run('ymCreateDues', { memberId: ymNamed.member, membershipId: ymMemberships.regular, period: '2027', payment: { type: 'Check' } });
}

/** The text that Prometheus reads; histograms are lines like all others. */
function parse(text: string): Sample[] {
  return text
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [, name = '', labels = '', value = ''] = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
      const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, said]) => [key!, said!]);
      return { name, labels: Object.fromEntries(pairs) as Record<string, string>, value: Number(value) };
    });
}

export const find = (samples: Sample[], name: string, labels: Record<string, string> = {}): Sample | undefined =>
  samples.find((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value));

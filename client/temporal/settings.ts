/** Command line of the embedded server. Figures: measured on server 1.29.1 with two cores. */
import { SEARCH_ATTRIBUTES } from '../../workflows/contracts/names.js';

export interface ServerSettings {
  port: number;
  uiPort?: number;
  /** Where the Web UI has payloads decrypted. */
  codecEndpoint?: string;
  httpPort: number;
  /** Absent: state in memory, gone with the process. */
  database?: string;
  /** `full`: no commit is lost in a power cut. `normal`: no commit is lost when a process is killed; 30 % faster. */
  sync: 'normal' | 'full';
  /** No task was ever written to another partition than the first: then only that one is read. */
  onePartition: boolean;
  /** Dynamic configuration beside ours, or in its place, by key: what a measurement tries out. */
  dynamic?: Record<string, string | number | boolean>;
}

export function serverArguments({ port, uiPort, codecEndpoint, httpPort, database, sync, onePartition, dynamic: tried }: ServerSettings): string[] {
  const dynamic = {
    // Default 20 reads of the task list a second and shard: 50 ms for every task. A lone flow: 350 -> 100 ms.
    'history.transferProcessorMaxPollRPS': 1000,
    // Every 30 s by default. Until then a queue keeps what it has done, and may sort through all of it for each new task: up to
    // 22 % of the server's CPU, for as long as it lasts.
    ...Object.fromEntries(['transfer', 'timer', 'visibility'].map((queue) => [`history.${queue}ProcessorUpdateAckInterval`, '2s'])),
    // By default timers and retries are served on a one-second grid. 10 ms costs throughput with many flows at once.
    'history.timerProcessorMaxTimeShift': database ? '50ms' : '10ms',
    // An activity on the flow's own queue may come with the answer to its workflow task: one round trip less.
    'system.enableActivityEagerExecution': true,
    // Four by default, for clusters: one server passes tasks and pollers from one to the other. 10 % more flows a second.
    'matching.numTaskqueueWritePartitions': 1,
    ...(onePartition && { 'matching.numTaskqueueReadPartitions': 1 }),
    ...tried,
  };
  return [
    'server',
    'start-dev',
    ...['--ip', '127.0.0.1', '--port', String(port), '--http-port', String(httpPort)],
    ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
    ...(uiPort && codecEndpoint ? ['--ui-codec-endpoint', codecEndpoint] : []),
    ...(database ? ['--db-filename', database, ...pragmas(sync)] : []),
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...Object.entries(dynamic).flatMap(([key, value]) => ['--dynamic-config-value', `${key}=${JSON.stringify(value)}`]),
    ...['--log-level', 'warn', '--color', 'never'],
  ];
}

/** A write-ahead log: 22 flows a second in place of 13, and with `normal` 33, at one disk flush a flow. */
const pragmas = (sync: 'normal' | 'full'): string[] => [
  ...['--sqlite-pragma', 'journal_mode=wal'],
  ...['--sqlite-pragma', `synchronous=${sync}`],
];

/** What the server is started with, beside what we have. Go collects garbage when the heap has doubled; at five times, 10 % less CPU. */
export const serverEnvironment = (env: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv => ({ GOGC: '400', ...env });

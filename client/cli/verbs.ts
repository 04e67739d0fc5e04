/** Every verb of the command, in the order of its help. */
import type { Command } from 'commander';
import { audit } from './verbs/audit.js';
import { codecServer } from './verbs/codec-server.js';
import { consoleVerb } from './verbs/console.js';
import { demo } from './verbs/demo-verb.js';
import { dev } from './verbs/dev.js';
import { doctor } from './verbs/doctor.js';
import { importFile } from './verbs/import.js';
import { key } from './verbs/key.js';
import { list } from './verbs/list.js';
import { renew } from './verbs/renew.js';
import { repair } from './verbs/repair.js';
import { report } from './verbs/report.js';
import { schedule } from './verbs/schedule.js';
import { schemas } from './verbs/schemas.js';
import { simulator } from './verbs/simulator.js';
import { start } from './verbs/start.js';
import { worker } from './verbs/worker.js';

/** Options that a verb's subcommand inherits are set by `addCommand` too: exit codes are decided in main.ts alone. */
export function addVerbs(program: Command): void {
  const running = [dev, worker, simulator, demo];
  const starting = [start, key, importFile, renew, schedule];
  const watching = [report, list, repair, consoleVerb, codecServer, audit];
  for (const verb of [...running, ...starting, ...watching, schemas, doctor]) verb(program);
}

/** Every verb of the command, in the order of its help. */
import type { Command } from 'commander';
import { demo } from './verbs/demo-verb.js';
import { dev } from './verbs/dev.js';
import { doctor } from './verbs/doctor.js';
import { key } from './verbs/key.js';
import { list } from './verbs/list.js';
import { repair } from './verbs/repair.js';
import { report } from './verbs/report.js';
import { schemas } from './verbs/schemas.js';
import { simulator } from './verbs/simulator.js';
import { start } from './verbs/start.js';
import { worker } from './verbs/worker.js';

/** Options that a verb's subcommand inherits are set by `addCommand` too: exit codes are decided in main.ts alone. */
export function addVerbs(program: Command): void {
  for (const verb of [dev, worker, simulator, demo, start, key, report, list, repair, schemas, doctor]) verb(program);
}

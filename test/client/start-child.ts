/** Child process of the tests: a parent that starts a simulator (log folder), says its pid, and stays. */
import { join } from 'node:path';
import { startChild } from '../../client/cli/child.js';

const child = await startChild({
  name: 'simulator',
  module: 'test/simulator/main',
  logFile: join(process.argv[2]!, 'parent.log'),
  ready: /(https?:\/\/\S+)/,
  readyWithinMs: 30_000,
});
process.stdout.write(String(child.pid));
setInterval(() => {}, 1_000);

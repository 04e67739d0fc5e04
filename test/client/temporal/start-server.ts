/** Child process of the tests: starts a server (executable, state folder), says where, and stays. */
import { startDevServer } from '../../../client/temporal/dev-server.js';

const [path, stateDir] = process.argv.slice(2);
const server = await startDevServer({ path: path!, stateDir, ui: false });
process.stdout.write(JSON.stringify({ pid: server.pid, address: server.address }));
setInterval(() => {}, 1_000);

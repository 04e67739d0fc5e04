/** Child process of fetch.ts: lets the Temporal SDK download the `temporal` command into the folder given. */
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime } from '@temporalio/worker';
import { CLI_VERSION } from './executable.js';

Runtime.install({ logger: new DefaultLogger('ERROR') });
const server = await TestWorkflowEnvironment.createLocal({
  server: { executable: { type: 'cached-download', downloadDir: process.argv[2]!, version: `v${CLI_VERSION}` } },
});
await server.teardown();

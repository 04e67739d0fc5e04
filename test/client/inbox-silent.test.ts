/** The inbox and the pages when nobody answers. */
import { expect, jest, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { createConsole } from '../../client/console/app.js';
import { readInbox } from '../../client/inbox/inbox.js';

/** A Temporal that lists so many parked flows; no worker answers for them. */
function silent(flows: number) {
  const query = jest.fn(() => Promise.reject(new Error('no poller seen for task queue recently')));
  const run = (n: number) => ({
    ...{ workflowId: `payInvoice:default:${n}:full`, type: 'payInvoice', status: { name: 'RUNNING' }, startTime: new Date(0) },
    typedSearchAttributes: { get: ({ name }: { name: string }) => ({ SagaState: 'parked', SagaStep: 'pay invoice' })[name] },
  });
  const handle = { query, describe: () => Promise.resolve(run(1)) };
  const list = async function* () {
    for (let n = 1; n <= flows; n++) yield run(n);
  };
  const client = { workflow: { list, getHandle: () => handle }, withDeadline: (_: number, call: () => unknown) => call() } as unknown as Client;
  return { client, query };
}

test('when no worker answers the inbox says so, shows what visibility knows, and soon stops asking', async () => {
  const { client, query } = silent(30);
  const { entries, more, silent: why } = await readInbox(client, { limit: 25 });
  expect({ shown: entries.length, more, why }).toEqual({ shown: 25, more: true, why: expect.stringContaining('no poller') });
  expect(entries[24]).toMatchObject({ step: 'pay invoice', invoiceId: '25', untold: true, verbs: [], check: 'Check whether a worker runs.' });
  expect(query.mock.calls.length).toBeLessThan(25);
});

test('the pages say that no worker answers, or that Temporal does not, in plain words', async () => {
  const headers = { host: 'localhost' };
  const app = createConsole({ client: silent(1).client, host: '127.0.0.1' });
  expect(await (await app.request('/', { headers })).text()).toContain('Some flows could not be asked');
  const page = await app.request('/flows/payInvoice:default:1:full', { headers });
  expect([page.status, await page.text()]).toEqual([503, expect.stringMatching(/What Temporal knows of it.*pay invoice/s)]);

  const list = () => { throw Object.assign(new Error('Failed'), { cause: new Error('14 UNAVAILABLE: no connection') }); };
  const gone = { workflow: { list }, withDeadline: (_: number, call: () => unknown) => call() } as unknown as Client;
  const away = await createConsole({ client: gone, host: '127.0.0.1' }).request('/', { headers });
  expect([away.status, await away.text()]).toEqual([503, expect.stringContaining('Temporal did not answer: 14 UNAVAILABLE')]);
});

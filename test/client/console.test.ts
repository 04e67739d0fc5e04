/** Deciding on a parked flow by the forms of the console: over HTTP, on a real Temporal server and the simulator. */
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { formOf, openConsoles, pageOf, visitor, type Consoles } from './console-world.js';
import { eventually } from './support.js';
let consoles: Consoles;
beforeAll(async () => (consoles = await openConsoles()));
afterAll(async () => await consoles.close());

const decision: Record<string, string> = { by: 'Kim Doe', why: 'the right was given' };

describe('deciding', () => {
  const kim = () => visitor(consoles.open.address);

  test('a parked flow is found in the inbox and repaired by its form; sent three times, it decides once', async () => {
    const { partyId, workflowId, ended, effects, path } = await consoles.parked();
    const browser = kim();
    const inbox = await eventually(() => browser.get('/'), ({ body }) => body.includes(workflowId));
    expect(inbox.body).toContain(`Enrol a member: party ${partyId}`);
    expect(inbox.body).toContain('Check the rights of the API user in iMIS, and its password.');
    const form = { ...formOf((await browser.get(path)).body, 'retry'), ...decision };
    const [first, second] = await Promise.all([browser.post(path, form), browser.post(path, form)]);
    expect(await ended).toMatchObject({ verdict: 'completed', operator: [{ verb: 'retry', ...decision, step: 'join chapter' }] });
    const third = await browser.post(path, form);
    for (const { status, headers } of [first, second, third]) expect({ status, to: headers.location }).toEqual({ status: 303, to: `${path}?decided=${form['updateId']}` });
    const after = (await browser.get(third.headers.location!)).body;
    expect(after).toContain('The flow says: retry: accepted for step &quot;join chapter&quot;.');
    expect(after).toContain('Everything was done.');
    expect((await consoles.bench.report(workflowId)).operator).toHaveLength(1);
    expect([effects('chapter.added'), effects('payment.applied')]).toEqual([1, 1]);

    const done = await eventually(() => browser.get(`/recent?state=completed&party=${partyId}`), ({ body }) => body.includes(workflowId));
    expect(done.body).toMatch(/Completed<\/span><\/a><\/th><td class="number">1</);
    expect((await browser.get(`/recent?state=rejected&party=${partyId}`)).body).toContain('No run matches.');
  });

  test('a refusal says why and keeps what was typed, and so does a form of an earlier parking', async () => {
    const { workflowId, path, ended, effects } = await consoles.parked(2);
    const browser = kim();
    const page = (await browser.get(path)).body;
    const wrong = await browser.post(path, { ...formOf(page, 'retryWith'), ...decision, input: '{"chapter":\n"NORTH' });
    expect(wrong).toMatchObject({ status: 422, body: expect.stringContaining('is not JSON: line 2 cannot be read') });
    expect(wrong.body).toContain('{&quot;chapter&quot;:\n&quot;NORTH</textarea>');
    const foreign = await browser.post(path, { ...formOf(page, 'retryWith'), ...decision, input: '{"itemId": "JOUR"}' });
    expect(foreign).toMatchObject({ status: 409, body: expect.stringContaining('retryWith corrects chapter here, not itemId') });
    const mark = formOf(page, 'markDone');
    const unseen = await browser.post(path, { ...mark, ...decision, ref: 'CHAPT/EAST' });
    expect(unseen).toMatchObject({ status: 409, body: expect.stringContaining('the records do not show it') });
    expect(unseen.body).toContain('value="CHAPT/EAST"');
    // What was refused was decided under its id: the next try needs another.
    expect(formOf(unseen.body, 'markDone')['updateId']).not.toBe(mark['updateId']);
    expect((await browser.post(path, { ...mark, ...decision, by: ' ' })).body).toContain('Say who decides.');
    expect((await consoles.bench.report(workflowId)).operator).toEqual([]);

    const retry = formOf(page, 'retry');
    expect((await browser.post(path, { ...retry, ...decision })).status).toBe(303);
    await consoles.bench.parked(workflowId, 2);
    const late = await browser.post(path, { ...formOf(page, 'compensate'), ...decision });
    expect(late).toMatchObject({ status: 409, body: expect.stringContaining('has gone on since you opened this page') });
    // The same form once more is the same decision, not another one.
    expect((await browser.post(path, { ...retry, ...decision })).status).toBe(303);
    expect((await consoles.bench.report(workflowId)).operator).toHaveLength(1);

    const fresh: Record<string, string> = formOf((await browser.get(path)).body, 'compensate');
    expect((await browser.post(path, { ...fresh, ...decision })).status).toBe(303);
    expect((await ended).verdict).toBe('rejected');
    const over = await browser.post(path, { ...fresh, updateId: retry['updateId']!.replace(/^.{8}/, '00000000'), ...decision });
    expect(over).toMatchObject({ status: 409, body: expect.stringContaining('What you had typed') });
    expect(effects('chapter.added')).toBe(0);
  });

  test('what is not there is told plainly', async () => {
    const missing = await kim().get('/flows/a%2Fb%20c%253A');
    expect(missing).toMatchObject({ status: 404, body: expect.stringContaining('There is no flow a/b c%3A.') });
    expect((await kim().get('/nowhere')).status).toBe(404);
    const wrong = await consoles.bench.client.workflow.start('changeChapter', { workflowId: `changeChapter:${consoles.bench.tenant.name}:wrong`, taskQueue: consoles.bench.taskQueue, args: [{ tenant: consoles.bench.tenant.name, add: 7 }] });
    await wrong.result().catch(() => undefined);
    const ended = await kim().get(pageOf(wrong.workflowId));
    expect(ended.body).toContain('It has ended, and nothing more comes of it.');
    expect((await kim().get('/style.css')).headers['content-type']).toContain('text/css');
  });
});

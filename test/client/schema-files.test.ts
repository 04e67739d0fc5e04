/** The JSON Schemas that lie in the package: of today's contracts, and of use to others than zod. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { schemaFiles } from '../../client/json-schemas.js';
import type { FlowName } from '../../workflows/contracts/names.js';

const folder = new URL('../../schemas/', import.meta.url);
const inFolder = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
const validator = (name: string) => ajv.compile(JSON.parse(inFolder(`${name}.json`)) as object);

test('the files are those of the contracts: `npm run schemas` writes them anew', () => {
  const expected = schemaFiles();
  expect(readdirSync(folder).sort()).toEqual(Object.keys(expected).sort());
  for (const [name, text] of Object.entries(expected)) expect([name, inFolder(name)]).toEqual([name, text]);
});

const vectors = JSON.parse(readFileSync(new URL('../../examples/keys.json', import.meta.url), 'utf8')) as { flow: FlowName; input: object }[];
test.each(vectors)('$flow takes $input, and names a member that it does not know', ({ flow, input }) => {
  const valid = validator(flow);
  expect([valid(input), valid.errors]).toEqual([true, null]);
  expect(valid({ ...input, colour: 'red' })).toBe(false);
  expect(JSON.stringify(valid.errors)).toContain('colour');
});

interface History {
  events: { workflowExecutionCompletedEventAttributes?: { result?: { payloads: { data: string }[] } } }[];
}

test('reports of real runs fit their schema', () => {
  const histories = new URL('../replay/histories/', import.meta.url);
  const valid = validator('report');
  const reports = readdirSync(histories).flatMap((name) => {
    const { events } = JSON.parse(readFileSync(new URL(name, histories), 'utf8')) as History;
    const data = events.at(-1)!.workflowExecutionCompletedEventAttributes?.result?.payloads[0]?.data;
    const report = data && (JSON.parse(Buffer.from(data, 'base64').toString('utf8')) as { steps?: unknown; flow?: string });
    // A window is no flow, and an inner flow has the same report.
    return report && report.steps ? [{ name, report }] : [];
  });
  expect(reports.length).toBeGreaterThan(10);
  for (const { name, report } of reports) expect([name, valid(report), valid.errors]).toEqual([name, true, null]);
  expect(valid({ ...reports[0]!.report, verdict: 'perhaps' })).toBe(false);
});

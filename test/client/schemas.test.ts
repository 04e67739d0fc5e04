import { expect, test } from '@jest/globals';
import type { z } from 'zod';
import { jsonSchemas } from '../../client/json-schemas.js';
import type { Report } from '../../workflows/contracts/report.js';
import { FLOWS } from '../../workflows/contracts/names.js';
import type { report } from '../../workflows/contracts/schemas/report.js';

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
/** Flattens intersections and `?: T | undefined`, so that only real differences count. */
type Plain<T> = T extends (infer E)[] ? Plain<E>[] : T extends object ? { [K in keyof T]: Plain<T[K]> } : T;

/** Does not compile when the published schema and the report's type drift apart. */
const inStep: Same<Plain<z.infer<typeof report>>, Plain<Report>> = true;

test('every flow and the report are published, with their required members', () => {
  expect(inStep).toBe(true);
  const { inputs, report: shape, tenants } = jsonSchemas();
  expect(Object.keys(inputs).sort()).toEqual([...FLOWS].sort());
  expect(inputs['enrolMember']).toMatchObject({
    title: 'enrolMember',
    type: 'object',
    required: ['partyId', 'itemId', 'beginDate'],
    additionalProperties: false,
  });
  expect(shape).toMatchObject({
    title: 'report',
    properties: { verdict: { description: expect.stringContaining('closed') } },
  });
  expect(tenants).toMatchObject({ title: 'tenants', required: ['tenants'], additionalProperties: false });
  expect(JSON.parse(JSON.stringify(inputs))).toEqual(inputs);
});

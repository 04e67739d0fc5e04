/** The outside shapes as JSON Schema (draft 2020-12), for callers in any language. */
import { z } from 'zod';
import { report } from '../workflows/contracts/schemas/report.js';
import { schemas } from '../workflows/contracts/schemas/flows.js';

export interface JsonSchemas {
  inputs: Record<string, object>;
  report: object;
}

/** Rules that tie members together (such as "amount goes only with bill: false") are not in them: a start checks those. */
export function jsonSchemas(): JsonSchemas {
  const inputs = Object.entries(schemas).map(([flow, schema]) => [
    flow,
    { title: flow, ...z.toJSONSchema(schema, { io: 'input' }) },
  ]);
  return { inputs: Object.fromEntries(inputs), report: { title: 'report', ...z.toJSONSchema(report) } };
}

/** The outside shapes as JSON Schema (draft 2020-12), for callers in any language. */
import { z } from 'zod';
import { FLOWS } from '../workflows/contracts/names.js';
import { audit } from '../workflows/contracts/schemas/audit.js';
import { report } from '../workflows/contracts/schemas/report.js';
import { schemas } from '../workflows/contracts/schemas/flows.js';
import { tenantsFile } from '../workflows/contracts/schemas/tenants.js';

export interface JsonSchemas {
  inputs: Record<string, object>;
  report: object;
  audit: object;
  /** The file that DUESFLOW_CONFIG names. */
  tenants: object;
}

/** Rules that tie members together (such as "amount goes only with bill: false") are not in them: a start checks those. */
export function jsonSchemas(): JsonSchemas {
  const inputs = FLOWS.map((flow) => [
    flow,
    { title: flow, ...z.toJSONSchema(schemas[flow], { io: 'input' }) },
  ]);
  return {
    inputs: Object.fromEntries(inputs),
    report: { title: 'report', ...z.toJSONSchema(report) },
    audit: { title: 'audit', ...z.toJSONSchema(audit, { io: 'input' }) },
    tenants: { title: 'tenants', ...z.toJSONSchema(tenantsFile, { io: 'input' }) },
  };
}

/** As they lie in the package, below `schemas/`: file names, and the text of each. */
export function schemaFiles(): Record<string, string> {
  const { inputs, ...others } = jsonSchemas();
  const all = Object.entries({ ...inputs, ...others });
  return Object.fromEntries(all.map(([name, schema]) => [`${name}.json`, `${JSON.stringify(schema, null, 2)}\n`]));
}

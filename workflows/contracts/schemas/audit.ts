/** Input of an audit (docs/audit.md). */
import { z } from 'zod';
import { FLOWS, INNER_FLOWS } from '../names.js';
import { file, tenant, text } from './common.js';

/** `7d`, `24h` or `30m`: so long before the audit begins. */
const BACK = /^\d{1,5}[mhd]$/;

const moment = z
  .string()
  .refine(
    (value) => BACK.test(value) || z.iso.date().safeParse(value).success || z.iso.datetime({ offset: true }).safeParse(value).success,
    'must be a date YYYY-MM-DD, a time such as 2026-01-31T06:00:00Z, or a span such as 7d or 24h',
  );

export const audit = z.strictObject({
  tenant: tenant.optional().describe('Whose records; default "default".'),
  since: moment.optional().describe('Flows that closed from then on; default the end of the last audit, else 24h.'),
  until: moment.optional().describe('Flows that closed before; default now.'),
  flow: z.enum([...FLOWS, ...INNER_FLOWS]).optional().describe('Only flows of this type.'),
  resultsFile: file.optional().describe('One line for each finding, CSV or JSONL by its name; default in the data folder.'),
  requestedBy: text.optional(),
});

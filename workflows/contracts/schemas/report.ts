/** The report (contracts/report.ts) as a schema, for callers in any language. */
import { z } from 'zod';
import { FLOWS, INNER_FLOWS, VERBS } from '../names.js';

const ids = z.record(z.string(), z.string()).describe('Ids the API gave, by name.');
const time = z.iso.datetime();

const step = z.strictObject({
  name: z.string(),
  kind: z.enum(['read', 'compensatable', 'pivot', 'retriable']),
  outcome: z.enum([
    ...(['done', 'already-done', 'rejected', 'unavailable', 'unauthorized', 'unknown'] as const),
    ...(['pending', 'skipped', 'marked-done'] as const),
  ]),
  owner: z
    .enum(['us', 'other', 'unknown'])
    .nullable()
    .describe('Whose effect the record shows. Only "us" is ever undone.'),
  attempts: z.int(),
  compensation: z.enum(['pending', 'undone', 'none', 'left', 'skipped', 'marked-done', 'parked']).nullable(),
  ids,
  startedAt: time,
  endedAt: time.nullable(),
  note: z.string().describe('One plain sentence on what is known.'),
});

export const report = z.strictObject({
  flow: z.enum([...FLOWS, ...INNER_FLOWS]),
  workflowId: z.string(),
  tenant: z.string(),
  key: z.string().describe('The business key.'),
  reference: z.string().nullable(),
  requestedBy: z.string().nullable(),
  state: z.enum(['running', 'parked', 'compensating', 'closed']),
  verdict: z
    .enum(['completed', 'completed-with-exceptions', 'rejected', 'compensated', 'cancelled', 'partly-compensated'])
    .nullable()
    .describe('Null until the flow is closed.'),
  ids,
  result: z.record(z.string(), z.unknown()).describe('Term, amounts and party dates, as last read.'),
  steps: z.array(step),
  cause: z.strictObject({ step: z.string(), type: z.string(), message: z.string() }).optional(),
  operator: z.array(
    z.strictObject({ verb: z.enum(VERBS), step: z.string(), by: z.string(), why: z.string(), at: time }),
  ),
  parked: z
    .strictObject({
      step: z.string(),
      phase: z.enum(['forward', 'compensating']),
      since: time,
      why: z.string(),
      verbs: z.array(z.enum(VERBS)),
    })
    .optional(),
  notes: z.array(z.string()),
});

/**
 * Settings of tenants, and the file that `DUESFLOW_CONFIG` names. What is not known of an API has no default, and what
 * needs it is refused. The file holds no secret: it names the environment variables that do.
 */
import { z } from 'zod';
import { hasAllocation, RIGHTS } from '../tenants.js';
import { tenant as tenantName } from './common.js';

const seconds = (fallback: number, max = 86_400) => z.number().positive().max(max).default(fallback);
const site = (example: string) =>
  z
    .url({ protocol: /^https?$/, error: `must be an address such as ${example}` })
    .refine((url) => !url.includes('@'), 'must be without user and password: those belong into environment variables');
/** Two words at least: a password in its place is seldom one of these. */
export const variableName = z
  .string()
  .regex(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/, 'must be the name of an environment variable such as NORTH_IMIS_PASSWORD; a secret itself does not belong into this file');

/** How the APIs may be used. */
const limitMembers = {
  settleSeconds: seconds(300).describe("From giving up on a write until its effect is readable. Five minutes: ASI's own client waits as long for an answer."),
  timeoutSeconds: z.number().positive().max(100, 'must be at most 100: one attempt of a write lasts at most 150 s with its looks').default(60).describe('Of a write.'),
  readTimeoutSeconds: seconds(20),
  heartbeatSeconds: seconds(5).describe('Silence after which a worker is taken for dead.'),
  patienceSeconds: seconds(900).describe('How long a step is tried while the API is unavailable; then it is parked.'),
  concurrency: z.number().int().min(1).max(50).default(1).describe('Calls at a time. ASI asks for one.'),
  paceSeconds: z.number().min(0).max(1).default(0).describe('From the begin of one request to iMIS to the next: 0.5 is two a second at most.'),
};
export const limits = z
  .strictObject(limitMembers)
  .refine((v) => v.settleSeconds > v.heartbeatSeconds, { path: ['settleSeconds'], error: 'must be more than the heartbeat: it covers the latest effect of a lost answer and the send window' })
  .refine((v) => v.timeoutSeconds + 2 * v.readTimeoutSeconds <= 150, { path: ['readTimeoutSeconds'], error: 'is too long: a write with a look before and one after, each at its time-out, must end within 150 s' })
  .refine((v) => v.paceSeconds * v.concurrency <= 1, { path: ['paceSeconds'], error: 'must be at most 1 second, shared by the calls at a time: a write that waits longer outlasts its send window' });

/** What iMIS is like at this association. */
const imisMembers = {
  baseUrl: site('https://members.example.org').describe('Of the site, without /api.'),
  release: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be such as 20.3.131').optional().describe('Which operations exist; unset: unknown, and the API refuses what it lacks.'),
  rights: z.array(z.enum(RIGHTS)).default([...RIGHTS]).describe('Of the API user. A flow that needs another one is refused before any call.'),
  invoices: z.enum(['auto', 'legacy', 'persisted']).default('auto').describe('How cash invoices are kept; auto tells by the form of the id.'),
  allocation: z.boolean().optional().describe('Can single lines be paid? Unset: as the release says (20.3.131 and later); without a release, yes.'),
  markSourceCode: z.boolean().default(false).describe("May our marker stand in a subscription's SourceCode? It is marketing data."),
  pollSeconds: seconds(30).describe('First interval between two looks at an import package or a billing run; it grows to ten times as much.'),
  pollPatienceSeconds: seconds(86_400, 2_592_000).describe('How long one of them may take; then it is parked.'),
  importQueue: z.number().int().min(1).max(20).default(2).describe('Packages of an import that are with iMIS at a time.'),
  postBatches: z.enum(['auto', 'leave']).default('auto').describe("leave: the association's own people post the batches of billing runs."),
  billsUnpaidAgain: z.boolean().default(true).describe('Does a bulk Run bill again who is billed and has not paid? Unknown of iMIS, so true is safe.'),
};
const possible = (v: { release?: string | undefined; allocation?: boolean | undefined }) => !v.allocation || v.release === undefined || hasAllocation(v.release);
const contradiction = { path: ['allocation'], error: 'is true, but the release has no payment of single lines (20.3.131 and later)' };
export const imis = z.strictObject(imisMembers).refine(possible, contradiction);
/** Of a tenant without iMIS: nothing asks for them. */
export const imisDefaults = z.object(imisMembers).omit({ baseUrl: true }).parse({});

/** What YourMembership is like at this association (facts Y1 to Y3). */
const ymMembers = {
  baseUrl: site('https://ws.yourmembership.com').default('https://ws.yourmembership.com').describe('Of YM REST Services.'),
  clientId: z.number().int().positive().describe("The association's number, as API Configuration shows it."),
  loginOrder: z.enum(['keyFirst', 'passwordFirst']).default('keyFirst').describe('Which of the two is sent as UserName.'),
  paceSeconds: z.number().min(0).max(1).default(0.6).describe('From the begin of one request to the next: one connector leaves as long.'),
  paymentUnit: z.enum(['cents', 'units']).optional().describe('What InvoicePayments.Amount counts. Unset: payments are refused.'),
  promoCodes: z.enum(['client', 'server']).optional().describe("Who takes a promo code's discount off. Unset: promo codes are refused."),
  prorating: z.enum(['client', 'server']).optional().describe('Who prorates DuesAmount. Unset: prorated memberships are refused.'),
  marker: z.string().regex(/^[A-Za-z]\w*$/, 'must be a member of DuesTransactions, such as AdminComments').optional().describe('Shows invoice.comment; unset: any text.'),
  lookBackDays: z.number().int().min(7).max(3660).default(400).describe("How far back an invoice of the same act is looked for: a year's term and a bit."),
};
export const yourMembership = z.strictObject(ymMembers);

const holds = (what: string) => variableName.describe(`Environment variable that holds the ${what}.`);
/** One tenant of the file. */
export const tenantEntry = z
  .strictObject({
    name: tenantName.describe('As in `tenant` of an input.'),
    limits: limits.prefault({}),
    imis: z.strictObject({ ...imisMembers, usernameVariable: holds('user name'), passwordVariable: holds('password') }).refine(possible, contradiction).optional(),
    yourMembership: z.strictObject({ ...ymMembers, apiKeyVariable: holds('API key'), apiPasswordVariable: holds('API password') }).optional(),
  })
  .refine((v) => v.imis ?? v.yourMembership, 'has neither imis nor yourMembership: add the one that the association has');

/** The whole file. Faults are looked for tenant by tenant, so that all are told at once (worker/tenants-file.ts). */
export const tenantsFile = z.strictObject({
  $schema: z.string().optional().describe('Address or path of this schema, for editors.'),
  tenants: z.array(tenantEntry).min(1).max(500),
});

export type Limits = z.infer<typeof limits>;
export type ImisSettings = z.infer<typeof imis>;
export type YmSettings = z.infer<typeof yourMembership>;

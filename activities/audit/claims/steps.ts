/** Reading a report: which steps stand, which were undone, and what the result says. Pure and tolerant. */
import type { Report, StepReport } from '../../../workflows/contracts/report.js';

const DONE: StepReport['outcome'][] = ['done', 'already-done', 'marked-done'];
const UNDONE: StepReport['compensation'][] = ['undone', 'marked-done'];

const named = ({ steps }: Report, names: string[]): StepReport[] => steps.filter(({ name }) => names.includes(name));

const wentForward = ({ verdict }: Report): boolean => verdict === 'completed' || verdict === 'completed-with-exceptions';

/** The step of the name whose effect stands by the report's word. Of a flow that turned back the result says nothing. */
export function standing(report: Report, ...names: string[]): StepReport | undefined {
  return wentForward(report) ? named(report, names).find(({ outcome, compensation }) => DONE.includes(outcome) && compensation === null) : undefined;
}

/** The step of the name that was taken back. */
export const undone = (report: Report, ...names: string[]): StepReport | undefined => named(report, names).find(({ compensation }) => UNDONE.includes(compensation));

export const refused = (report: Report, ...names: string[]): StepReport | undefined => named(report, names).find(({ outcome }) => outcome === 'rejected');

/** The step's own doing, by which the record was changed last. */
export const isOurs = (step: StepReport | undefined): boolean => step?.outcome === 'done' && step.owner === 'us';

export const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Members of `result` that are objects, such as terms. */
export const objects = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? value.filter((one): one is Record<string, unknown> => typeof one === 'object' && one !== null) : [];

export const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []);

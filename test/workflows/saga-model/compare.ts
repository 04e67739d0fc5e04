/** Holds what is seen of a run against what the model says. */
import type { Call, UndoInput } from '../../../workflows/contracts/reply.js';
import type { Report } from '../../../workflows/contracts/report.js';
import type { ExpectedCall, ExpectedReport, Now } from './model-types.js';
import type { Seen } from './stage.js';

export const text = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

export function differences(seen: Seen, now: Now): string[] {
  const found = placeOf(seen);
  if (found.at !== now.at) return [`the flow is ${text(found)}, and the model says ${text(now)}`];
  return Object.entries(plain(now)).flatMap(([name, expected]) => {
    const there = plain(found)[name];
    return sorted(there) === sorted(expected) ? [] : [`${now.at}, ${name}: ${text(there)}, and the model says ${text(expected)}`];
  });
}

function placeOf(seen: Seen): Now {
  switch (seen.at) {
    case 'call':
      return { at: 'call', call: callOf(seen.call) };
    case 'closed':
      return { at: 'closed', report: endOf(seen.report, seen.failure) };
    case 'parked': {
      // Between two tasks a flow is parked or waits for a call: nothing else.
      const { step, phase, verbs } = seen.report.parked ?? { step: `none: ${seen.report.state}`, phase: 'forward', verbs: [] };
      return { at: 'parked', step, phase, verbs };
    }
  }
}

const plain = (now: Now): Record<string, unknown> => {
  switch (now.at) {
    case 'call':
      return { ...now.call };
    case 'parked':
      return { ...now, verbs: [...now.verbs].sort() };
    case 'closed':
      return { ...now.report };
  }
};

function callOf({ step, undo, prior, before, lookOnly, goesOn, input }: Call): ExpectedCall {
  const { input: ofStep, outcome, owner, result, maybeSent } = input as UndoInput;
  return {
    step,
    input: undo === undefined ? input : ofStep,
    prior,
    before,
    ...(lookOnly && { lookOnly }),
    ...(goesOn && { goesOn: true as const }),
    ...(undo !== undefined && { undo, told: { outcome, owner, result, maybeSent } }),
  };
}

const WENT_ON = /cancel was asked for/;

function endOf({ verdict, steps, cause, operator, notes }: Report, failure: string | undefined): ExpectedReport {
  return {
    verdict: verdict!,
    steps: steps.map(({ name, kind, outcome, attempts, compensation }) => ({ name, kind, outcome, attempts, compensation })),
    operator: operator.map(({ verb, step }) => ({ verb, step })),
    tellsOfCancel: notes.some((note) => WENT_ON.test(note)),
    ...(failure && { failure }),
    ...(cause && { cause: { step: cause.step, type: cause.type } }),
  };
}

/** Absent members and undefined ones are the same. */
const sorted = (value: unknown): string =>
  text(value) === 'nothing'
    ? 'nothing'
    : JSON.stringify(value, (_key, one: unknown) =>
        one && typeof one === 'object' && !Array.isArray(one) ? Object.fromEntries(Object.entries(one).sort(([a], [b]) => (a < b ? -1 : 1))) : one,
      );

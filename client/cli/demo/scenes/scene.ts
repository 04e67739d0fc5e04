/** A scene: one flow on the simulator's seeded associations (test/simulator/README.md and ym/README.md name who is who). */
import type { AnyInput } from '../../../../workflows/contracts/inputs.js';
import type { FlowName, Verb } from '../../../../workflows/contracts/names.js';
import type { Verdict } from '../../../../workflows/contracts/report.js';
import type { OfficeAct, Rule } from '../simulator-admin.js';

export interface Scene {
  title: string;
  flow: FlowName;
  /** A function takes the invoice of the flow of `invoiceOf`. */
  input: AnyInput | ((invoiceId: string) => AnyInput);
  /** An earlier scene. */
  invoiceOf?: Scene;
  /** How the association is set up from here on. */
  switches?: Record<string, unknown>;
  /** What somebody does in iMIS just before. */
  before?: OfficeAct;
  /** What goes wrong at the API. */
  fault?: Rule;
  /** The worker is killed with SIGKILL when the fault is hit. */
  kill?: boolean;
  /** What a person says to the parked flow, after the faults were taken away and `cure` was done in iMIS. */
  repair?: { verb: Verb; by: string; why: string; cure?: OfficeAct };
  /** `not started`: the input is refused where it is given. */
  ends: Verdict | 'not started';
  /** Members of the report's result, beside the verdict. */
  result?: Record<string, unknown>;
}

export const cash = { methodId: 'CASH', type: 'Cash' } as const;

/** A fault at calls to iMIS that name a party. */
export const at = (method: string, path: string, partyId: string, kind: string, more: object = {}): Rule => ({
  match: { method, path: `/api/${path}`, contains: partyId },
  fault: { kind, ...more },
});

/** What a script of the matrix is: one act of one flow over certain records, and all that the matrix must know of it. */
import type { Report } from '../../../workflows/contracts/report.js';
import type { AnyInput, InputOf } from '../../../workflows/contracts/inputs.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import type { Fault, FlowCase, Simulator } from '../../simulator/index.js';
import type { Act } from '../acts.js';
import type { CallOfScript } from '../calls.js';
import type { Repair } from '../repair.js';

/** Where a script makes its records. */
export interface Place {
  sim: Simulator;
  /** Name of the tenant. */
  tenant: string;
  /** Folder for files. */
  folder: string;
  /** Of the workers. */
  dataDir: string;
}

/**
 * What a write is to its flow: `changes` may be taken back, `stands` is never taken back, `pays` is a payment. Events of
 * several parts go by it (compounds.ts).
 */
export type Role = 'changes' | 'stands' | 'pays';

/** What came to a run, for the verdicts that are right then. */
export interface Happening {
  call: CallOfScript;
  /** A fault of the API, of whatever kind. */
  fault: boolean;
  /** The API said a clear no to a write. */
  no: boolean;
  /** Name of what people or other flows did. */
  act?: string;
  /** What a person said when the step parked. */
  word?: string;
}

export interface Script<F extends FlowName = FlowName> {
  name: string;
  flow: F;
  /** Makes the records and sets the switches of the tenant; answers with the flow's input, its key's members in it. */
  arrange(place: Place): InputOf<F> | Promise<InputOf<F>>;
  /** What the API does at a call in every run, beside the fault of a case. `call`: its label. */
  standing?: { call: string; fault: Fault };
  /** How a run ends when nothing comes in between. */
  verdict: string;
  /** Verdicts that are right when something came. */
  verdicts(happening: Happening): string[];
  /** By the label of a call. */
  roles: Record<string, Role>;
  /** Nothing is charged: what may happen to a card cannot come to it. */
  cardless?: boolean;
  /** What people and other flows do to it, beside those that do it to every flow (acts.ts). */
  acts: Act[];
  /** More records: the check of this payment has paid another invoice before. Answers with the input that names it. */
  earlierCheck?(sim: Simulator, input: AnyInput): AnyInput;
  /** What a person does when it is parked, before the repairs of every flow are thought of. */
  repairs?: Repair[];
  /** It starts flows of its own: they are judged and repaired with it. */
  kin?: true;
  /** What the judge must see at its end beside what he sees of every flow: sentences on what is wrong. */
  sees?(around: { sim: Simulator; input: AnyInput; report: Report; kin: FlowCase[] }): string[];
}

/** A call that the API refuses in every run: it changes nothing. */
export const isRefused = ({ standing }: Script, label: string): boolean =>
  standing?.call === label && standing.fault.kind === 'validation-400';

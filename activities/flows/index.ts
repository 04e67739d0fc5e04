/** Activities of the flows themselves, on the flows' own queue: they call no membership API. */
import { ApplicationFailure } from '@temporalio/common';
import type { AuditInput, GatheredAudit } from '../../workflows/contracts/audit.js';
import type { ImportDues, InputOf } from '../../workflows/contracts/inputs.js';
import { FAILURE, type FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import { removeClaims } from '../audit/files.js';
import { gatherAudit } from '../audit/gather.js';
import { ImportProblem } from '../imports/problem.js';
import { PartyFileProblem } from '../renewals/parties.js';
import type { Runtimes } from '../tenants/runtime.js';
import { beginImport, stage, type BegunImport } from './begin-import.js';
import {
  beginRenewals,
  keepRenewalParties,
  type BegunRenewals,
  type KeptParties,
  type PartiesToKeep,
  type RenewalsToBegin,
} from './begin-renewals.js';
import { awaitRelease, holderOf } from './lock.js';
import { resolveInput } from './resolve.js';
import { startOrJoin } from './start-or-join.js';
import { assertInput } from './validate.js';
import { createWindowActivities, type WindowActivities } from './window.js';

export interface FlowActivities extends WindowActivities {
  /** Throws InvalidInput naming each wrong member. */
  validateInput(flow: FlowName, input: unknown): Promise<void>;
  /** Fills in what the business key is made of. `at`: the time that a schedule meant, ISO 8601. Throws InvalidInput. */
  resolveInput<F extends FlowName>(flow: F, input: InputOf<F>, at: string): Promise<InputOf<F>>;
  startOrJoin<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report>;
  /** Reads and keeps the rows unless they are kept already, and begins the results file. Throws InvalidInput. */
  beginImport(input: ImportDues): Promise<BegunImport>;
  /** Keeps the list of the parties. Throws InvalidInput. */
  keepRenewalParties(parties: PartiesToKeep): Promise<KeptParties>;
  /** Begins the results file. */
  beginRenewals(begin: RenewalsToBegin): Promise<BegunRenewals>;
  /** The flow that holds a lock; null when it is free. */
  holderOf(lockId: string): Promise<string | null>;
  /** Asks for another attempt as long as the lock is held. */
  awaitRelease(lockId: string): Promise<void>;
  /** Lists closed flows and what they have reported. `now`: Temporal's time, ISO 8601. Throws InvalidInput. */
  gatherAudit(input: AuditInput, now: string): Promise<GatheredAudit>;
  /** Clears away what was gathered. */
  endAudit(audit: GatheredAudit): Promise<void>;
}

export function createFlowActivities(taskQueue: string, runtimes: Runtimes): FlowActivities {
  const { dataDir } = runtimes;
  return {
    validateInput: async (flow, input) => assertInput(flow, input),
    async resolveInput(flow, input, at) {
      assertInput(flow, input);
      const hashOfRows = async (rows: ImportDues) => (await stage(rows, dataDir)).contentHash;
      return await ofTheInput(resolveInput(flow, input, { at, hashOfRows }));
    },
    startOrJoin: (flow, input) => startOrJoin(taskQueue, flow, input),
    async beginImport(input) {
      assertInput('importDues', input);
      return await ofTheInput(beginImport(input, runtimes));
    },
    keepRenewalParties: (parties) => ofTheInput(keepRenewalParties(parties, dataDir)),
    beginRenewals: (begin) => beginRenewals(begin, dataDir),
    holderOf,
    awaitRelease,
    gatherAudit: (input, now) => gatherAudit(input, now, runtimes),
    endAudit: ({ claimsFile }) => removeClaims(claimsFile),
    ...createWindowActivities(dataDir),
  };
}

/** A file that cannot be used is a fault of the input, and ends the flow at once; a source that is away may come back. */
async function ofTheInput<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if ((error instanceof ImportProblem && error.code !== 'unavailable') || error instanceof PartyFileProblem)
      throw ApplicationFailure.nonRetryable(error.message, FAILURE.invalidInput);
    throw error;
  }
}

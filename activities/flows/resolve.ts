/** Fills in what a business key is made of and only reading can tell: the rows, the parties, the scheduled day. */
import type { ImportDues, InputOf, RunRenewals } from '../../workflows/contracts/inputs.js';
import { isResolved } from '../../workflows/contracts/keys.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import { effectiveDateOf } from '../renewals/effective-date.js';
import { hashOfParties, readPartyFile } from '../renewals/parties.js';

export interface Reading {
  /** The time that the schedule meant, ISO 8601. */
  at: string;
  /** Reads the rows and answers with their hash. */
  hashOfRows(input: ImportDues): Promise<string>;
}

/** The input with its contentHash, partiesHash and effectiveDate. Throws what the reading throws. */
export async function resolveInput<F extends FlowName>(flow: F, input: InputOf<F>, reading: Reading): Promise<InputOf<F>> {
  if (isResolved(flow, input)) return input;
  if (flow === 'importDues') {
    const contentHash = await reading.hashOfRows(input as ImportDues);
    return { ...input, contentHash };
  }
  return (await resolveRun(input as RunRenewals, reading)) as InputOf<F>;
}

async function resolveRun({ effectiveDateRule, timeZone, ...input }: RunRenewals, { at }: Reading): Promise<RunRenewals> {
  const { partyFile, partyIds } = input;
  const ids = partyFile ? await readPartyFile(partyFile) : partyIds;
  return {
    ...input,
    effectiveDate: input.effectiveDate ?? effectiveDateOf(effectiveDateRule!, at, timeZone),
    ...(ids && { partiesHash: hashOfParties(ids) }),
  };
}

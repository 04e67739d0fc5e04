/**
 * Inputs whose business key is made of what must be read first: rows, parties, the day of a rule. What this machine can
 * read is read here, so that faults are told before anything is started, and the flow has its own id from the start.
 */
import type { ImportDues, InputOf, RunRenewals } from '../workflows/contracts/inputs.js';
import { businessKey, isResolved } from '../workflows/contracts/keys.js';
import type { FlowName } from '../workflows/contracts/names.js';
import { checkedDues, isReadable, type ReadingOptions } from './check-dues.js';
import { InvalidInput } from './errors.js';
import { EXIT, Problem } from './problem.js';

/**
 * The checked input with `contentHash`, `partiesHash` and `effectiveDate`. One whose file is an address, or is not on
 * this machine, comes back as it is: it is started under a provisional id, and the worker hands it on to the right one.
 * @throws {InvalidInput} when a file cannot be used or holds bad rows.
 */
export async function resolveHere<F extends FlowName>(
  flow: F,
  input: InputOf<F>,
  options?: ReadingOptions,
): Promise<InputOf<F>> {
  if (isResolved(flow, input) || !(await canRead(flow, input))) return input;
  const [{ resolveInput }, { PartyFileProblem }] = await Promise.all([
    import('../activities/flows/resolve.js'),
    import('../activities/renewals/parties.js'),
  ]);
  const hashOfRows = async (rows: ImportDues): Promise<string> => (await checkedDues(rows, options)).contentHash;
  try {
    return await resolveInput(flow, input, { at: new Date().toISOString(), hashOfRows });
  } catch (error) {
    if (!(error instanceof PartyFileProblem)) throw error;
    throw new InvalidInput(flow, [{ member: 'partyFile', message: error.message }], 'Correct the file of the parties.');
  }
}

async function canRead(flow: FlowName, input: InputOf<FlowName>): Promise<boolean> {
  const file = flow === 'importDues' ? (input as ImportDues).file : (input as RunRenewals).partyFile;
  return file === undefined || (await isReadable(file));
}

/** The business key of a checked input. @throws {Problem} when it cannot be told here. */
export async function readKey<F extends FlowName>(flow: F, input: InputOf<F>, options?: ReadingOptions): Promise<string> {
  return knownKey(flow, await resolveHere(flow, input, options));
}

/** The business key of an input that needs no reading, or was read. */
export function knownKey<F extends FlowName>(flow: F, input: InputOf<F>): string {
  if (isResolved(flow, input)) return businessKey(flow, input);
  const what = flow === 'importDues' ? 'the rows' : 'the parties or the day of the rule';
  throw new Problem(
    `The key of this ${flow} is made of ${what}, which were not read.`,
    'Give a file that this machine can read (in the library: await readKey); a worker tells the key in its report.',
    EXIT.usage,
  );
}

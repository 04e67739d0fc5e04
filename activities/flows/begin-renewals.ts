/** What a run of renewals for each party needs: the list of its parties, and the results file. */
import { Context } from '@temporalio/activity';
import { DEFAULT_TENANT } from '../../workflows/contracts/names.js';
import type { PartyList } from '../../workflows/contracts/window.js';
import { beginMembers } from '../renewals/member-results.js';
import { keepParties, PartyFileProblem, readPartyFile } from '../renewals/parties.js';
import { resultsPath } from '../renewals/results-path.js';

export interface PartiesToKeep {
  tenant?: string | undefined;
  partyIds?: string[] | undefined;
  partyFile?: string | undefined;
  /** What the business key says of them. */
  partiesHash?: string | undefined;
}

export interface KeptParties {
  list: PartyList;
  /** Different parties. */
  total: number;
}

/** Keeps the parties of an input: each once, in their order. Throws PartyFileProblem. */
export async function keepRenewalParties({ tenant = DEFAULT_TENANT, partyIds, partyFile, partiesHash }: PartiesToKeep, dataDir: string): Promise<KeptParties> {
  const kept = await keepParties(dataDir, tenant, partyFile ? await readPartyFile(partyFile) : partyIds!);
  if (partiesHash !== undefined && kept.list.partiesHash !== partiesHash)
    throw new PartyFileProblem('partyFile: its parties are others than when the run was started; start it again with the file as it is now');
  return kept;
}

export interface RenewalsToBegin {
  tenant?: string | undefined;
  /** Business key of the run: names the results file where none is named. */
  key: string;
  resultsFile?: string | undefined;
}

export interface BegunRenewals {
  resultsFile: string;
  /** Bytes that stand already: the head. */
  offset: number;
  /** Files that were there before, and are kept. */
  earlier?: string[];
}

/** Begins the results file of this run; those of earlier runs of the key are kept. */
export async function beginRenewals({ tenant = DEFAULT_TENANT, key, resultsFile }: RenewalsToBegin, dataDir: string): Promise<BegunRenewals> {
  const again = Context.current().info.attempt > 1;
  const { file, offset, earlier } = await beginMembers(resultsFile ?? resultsPath(dataDir, tenant, key), { again });
  return { resultsFile: file, offset, ...(earlier.length > 0 && { earlier }) };
}

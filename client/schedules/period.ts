/** What a scheduled time stands for: the effective date that is counted from it, and the business key of its run. */
import type { RunRenewals } from '../../workflows/contracts/inputs.js';
import { businessKey } from '../../workflows/contracts/keys.js';
import { isRenewal, type ScheduledInput } from './audits.js';
import { isReadable } from '../check-dues.js';

export interface Period {
  /** The scheduled time, ISO 8601; with jitter the time at which it runs. */
  at: string;
  /** An audit: it has neither date nor key. */
  audit?: true;
  /** Absent when the jitter leaves open which day it is. */
  effectiveDate?: string;
  /** Absent, too, when it is made of a list that this machine cannot read. */
  key?: string;
}

/** `jitterMs`: the scheduled time lies between `at` less this and `at`. */
export async function periodOf(input: ScheduledInput, at: Date, jitterMs = 0): Promise<Period> {
  if (!isRenewal(input)) return { at: at.toISOString(), audit: true };
  const latest = await resolved(input, at);
  const earliest = jitterMs > 0 ? await resolved(input, new Date(at.getTime() - jitterMs)) : latest;
  const period = { at: at.toISOString() };
  const { effectiveDate } = latest;
  if (effectiveDate !== earliest.effectiveDate) return period;
  const isKnown = input.partyFile === undefined || latest.partiesHash !== undefined;
  return { ...period, effectiveDate, ...(isKnown && { key: businessKey('runRenewals', latest) }) };
}

/** Read as the worker reads it when the time has come; a list may have changed until then. */
async function resolved({ partyFile, ...input }: RunRenewals, at: Date): Promise<RunRenewals> {
  const { resolveInput } = await import('../../activities/flows/resolve.js');
  const list = partyFile !== undefined && (await isReadable(partyFile)) ? { partyFile } : {};
  const noRows = (): Promise<string> => Promise.reject(new TypeError('a renewal run has no rows'));
  return await resolveInput('runRenewals', { ...input, ...list }, { at: at.toISOString(), hashOfRows: noRows });
}

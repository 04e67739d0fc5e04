/** The inbox: every parked flow with what is unknown, what to check and which verb fits. */
import type { Client } from '@temporalio/client';
import pMap from 'p-map';
import { unreadable } from '../encryption.js';
import { listFlows, type Listed, type ListFilter } from '../list.js';
import { EXIT, Problem } from '../problem.js';
import { readReport, reason } from '../runs.js';
import { entryOf, untold, type InboxEntry } from './entry.js';

export interface Inbox {
  entries: InboxEntry[];
  /** There are more than were asked for. */
  more: boolean;
  /** Why no worker answered; absent when all did. */
  silent?: string;
}

export interface InboxOptions extends Omit<ListFilter, 'state'> {
  /** Default 100. */
  limit?: number;
}

/** A query costs a worker little, and a flow of long ago its whole history once. */
const AT_A_TIME = 8;
const ANSWER_MS = 5_000;
/** When so many in a row are not answered, there is no worker to ask. */
const GIVE_UP_AFTER = 3;

/** @throws {Problem} when Temporal itself does not answer. */
export async function readInbox(client: Client, { limit = 100, ...filter }: InboxOptions = {}): Promise<Inbox> {
  const { found, more } = await firstOf(listFlows(client, { ...filter, state: 'parked' }), limit);
  let unanswered = 0;
  let silent: string | undefined;
  const ask = async (listed: Listed): Promise<InboxEntry | undefined> => {
    if (unanswered >= GIVE_UP_AFTER) return untold(listed, silent!);
    try {
      const report = await readReport(client, listed.workflowId, ANSWER_MS);
      unanswered = 0;
      return entryOf(report, listed);
    } catch (error) {
      // Ended and cleared away since it was listed.
      if (error instanceof Problem && error.exitCode === EXIT.usage) return undefined;
      unanswered += 1;
      silent = unreadable(error)?.message ?? `no worker answers (${reason((error as Problem).cause ?? error)})`;
      return untold(listed, silent);
    }
  };
  const entries = (await pMap(found, ask, { concurrency: AT_A_TIME })).filter((entry) => entry !== undefined);
  return { entries, more, ...(silent !== undefined && { silent }) };
}

async function firstOf(flows: AsyncIterable<Listed>, limit: number): Promise<{ found: Listed[]; more: boolean }> {
  const found: Listed[] = [];
  for await (const flow of flows) {
    if (found.length === limit) return { found, more: true };
    found.push(flow);
  }
  return { found, more: false };
}

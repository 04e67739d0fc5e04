/**
 * What this installation has on record of a package it may have sent: a flow that was terminated, or whose history is
 * gone, must not let the next one of its key send the package again (domain-rules section 1). It guards beside the look
 * and the workflow's own memory, never instead of them.
 */
import { rm } from 'node:fs/promises';
import { packageResultsFile } from '../../imports/paths.js';
import { readIfThere, writeWhole } from './package-file.js';
import type { Places } from './package-places.js';

/** How things stood before a package was sent. */
export interface PackageBefore {
  v: 1;
  /** Rows that stood in iMIS already, or that a later term had replaced: not sent. */
  standing: Places;
  /** Highest package id known then: ours comes after it. */
  lastId?: number;
}

export interface Sent {
  /** As it stood before the send. */
  before: PackageBefore;
  /** Once iMIS has taken it over. */
  packageId?: number;
}

export interface SentRecord {
  read(): Promise<Sent | undefined>;
  write(sent: Sent): Promise<void>;
  /** It was refused, or never went out. */
  forget(): Promise<void>;
}

/** `importId`: job id of the import; `n`: number of the package, from 1. */
export function sentRecord(dataDir: string, tenant: string, importId: string, n: number): SentRecord {
  const file = packageResultsFile(dataDir, tenant, importId, n).replace(/jsonl$/, 'sent.json');
  return {
    async read() {
      const text = await readIfThere(file);
      return text === undefined ? undefined : (JSON.parse(text) as Sent);
    },
    write: (sent) => writeWhole(file, JSON.stringify(sent)),
    forget: () => rm(file, { force: true }),
  };
}

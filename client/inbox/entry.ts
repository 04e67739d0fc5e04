/** One parked flow as a person reads it in the inbox: of its report, or of what visibility tells when nobody answers. Pure. */
import type { Verb } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Listed } from '../list.js';
import { adviceFor } from './advice.js';
import { whoOf, type Who } from './who.js';

export interface InboxEntry extends Listed, Who {
  /** How the caller calls it. */
  reference?: string;
  requestedBy?: string;
  /** While it undoes: `compensating`. */
  phase?: 'forward' | 'compensating';
  /** Since when it waits; absent when no worker tells. */
  since?: string;
  /** What is not known, not allowed or not there, in the flow's own words. */
  unknown: string;
  /** What to look at before deciding. */
  check: string;
  verbs: Verb[];
  /** The verb that fits once that is checked. */
  fit?: Verb;
  /** No worker told: what stands here is what visibility knows. */
  untold?: true;
}

/** undefined: it is not parked any more. */
export function entryOf(report: Report, listed: Listed): InboxEntry | undefined {
  const { parked, reference, requestedBy, tenant } = report;
  if (!parked) return undefined;
  const { step, phase, since, why, verbs } = parked;
  return {
    ...listed,
    ...whoOf(listed),
    ...{ step, tenant },
    ...(reference !== null && { reference }),
    ...(requestedBy !== null && { requestedBy }),
    ...{ phase, since, unknown: why, verbs },
    ...adviceFor(report, parked),
  };
}

export const untold = (listed: Listed, why: string): InboxEntry => ({
  ...listed,
  ...whoOf(listed),
  unknown: `What it waits for cannot be told now: ${why}`,
  check: 'Check whether a worker runs.',
  verbs: [],
  untold: true,
});

/** What a look says when nothing must be sent. */
import type { Sight } from '../../write/write.js';

type Blocked = Extract<Sight<never, never>, { change: 'blocked' }>;

/** It may be done or not: a person has to find out. */
export const unclear = (evidence: string): Blocked => ({ change: 'blocked', outcome: 'unknown', evidence });
/** What is asked for is right, but cannot be done as things stand. */
export const waits = (evidence: string): Blocked => ({ change: 'blocked', outcome: 'unavailable', evidence });
export const refused = (evidence: string): Blocked => ({ change: 'blocked', outcome: 'rejected', evidence });

import type { Outcome } from '../contracts/reply.js';

export const isGood = (outcome: Outcome): boolean => outcome === 'done' || outcome === 'already-done';

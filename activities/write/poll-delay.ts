/** How often the API is asked about work that it does by itself. */

/** The interval between two looks grows by half, to ten times the first (ASI's house rules ask for restraint). */
const GROWTH = 1.5;
const LARGEST = 10;

/** Milliseconds from the nth look (from 1) to the next. */
export const pollDelayMs = (pollMs: number, n: number): number => pollMs * Math.min(GROWTH ** (n - 1), LARGEST);

/** The longest time between two looks, in milliseconds. */
export const longestPollMs = ({ pollMs }: { pollMs: number }): number => pollMs * LARGEST;

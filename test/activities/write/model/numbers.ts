/** The model's times, in milliseconds: those of a test tenant, with the settle time as tight as the protocol allows. */
export const L = 2000;
export const W = 400;
export const SETTLE = L + W;
/** Heartbeat time-out of an activity, and of the slot. */
export const HB = 1000;
export const PATIENCE = 10_000;
export const START_TO_CLOSE = 30_000;
/** From here on the world is well: no fault and no event. */
export const CALM_AFTER = 40_000;
/** Within this time of calm every step must end: patience, three sends that settle, a rival's claim. */
export const BOUND = PATIENCE + 8 * SETTLE + 30_000;

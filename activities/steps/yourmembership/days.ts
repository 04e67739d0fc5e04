const DAY_MS = 86_400_000;

/** The day so many days ago, in UTC, `YYYY-MM-DD`. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);

/** YM keeps the dates of its own time zone, and clocks differ. */
export const SLACK_DAYS = 2;

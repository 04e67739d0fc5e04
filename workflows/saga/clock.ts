/** The run's own time, equal in every replay. */
export const now = (): string => new Date().toISOString();

/** A text in a query of the server's visibility. */
export const quoted = (value: string): string => `'${value.replace(/'/g, "\\'")}'`;

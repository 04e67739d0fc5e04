/** One API call of a script, as a clean run made it. */
export interface CallOfScript {
  /** Counted from 1 over all calls below /api. */
  k: number;
  method: string;
  entity: string;
}

export const isWrite = ({ method }: CallOfScript): boolean => method !== 'GET';

/** How the table names a call. */
export const labelOf = ({ method, entity }: CallOfScript): string => `${method} ${entity}`;

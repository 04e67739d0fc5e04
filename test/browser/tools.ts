/** What the parts of `npm run browser` work with. */
import type { Browser } from 'playwright-core';

export interface Tools {
  browser: Browser;
  /** Counts what holds, and tells of what does not. */
  check(name: string, holds: () => Promise<void>): Promise<void>;
  /** Folder for pictures. */
  save: string | undefined;
  /** Of Temporal. */
  uiUrl: string;
}

export const expect = (holds: boolean, message: string): void => {
  if (!holds) throw new Error(message);
};

import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from './tenants.js';

/**
 * The folder of staged imports, lists of parties and results: DUESFLOW_DATA, else `data` in the state folder. Workers on
 * several machines must share it.
 */
export const dataDirFrom = (env: NodeJS.ProcessEnv): string =>
  resolve(env['DUESFLOW_DATA'] || join(env['DUESFLOW_STATE'] || '.duesflow', 'data'));

/** Makes the folder. @throws {ConfigurationError} when nothing can be written there. */
export function ensureDataDir(folder: string): string {
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.W_OK | constants.X_OK);
    return folder;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([`DUESFLOW_DATA: ${folder} cannot be written (${code}): name a folder that this user may write, shared by all workers`]);
  }
}

import { join, resolve } from 'node:path';

/**
 * The folder of staged imports, lists of parties and results: DUESFLOW_DATA, else `data` in the state folder. Workers on
 * several machines must share it.
 */
export const dataDirFrom = (env: NodeJS.ProcessEnv): string =>
  resolve(env['DUESFLOW_DATA'] || join(env['DUESFLOW_STATE'] || '.duesflow', 'data'));

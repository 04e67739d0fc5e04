/** The one data converter of all our clients and workers. */
import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import { codecOf } from './codec.js';
import { keysFrom, type Key } from './keys.js';

const failureConverterPath = fileURLToPath(new URL('./failure-converter.cjs', import.meta.url));

export const converterOf = (keys: Key[]): DataConverter => ({
  payloadCodecs: [codecOf(keys)],
  ...(keys.length > 0 && { failureConverterPath }),
});

/** @throws {KeyFault} */
export const converterFrom = (env: NodeJS.ProcessEnv): DataConverter => converterOf(keysFrom(env));

/** Do failures of workflow code have to be encoded too? (worker/bundle.ts) */
export const isEncrypting = (converter: DataConverter | undefined): boolean => converter?.failureConverterPath !== undefined;

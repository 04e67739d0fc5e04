/** Encryption as the command knows it: keys of the environment, and a fault in them as a person can mend it. */
import type { DataConverter } from '@temporalio/common';
import { converterOf } from '../privacy/converter.js';
import { Unreadable } from '../privacy/cipher.js';
import { KeyFault, KEYS, keysFrom, type Key } from '../privacy/keys.js';
import { EXIT, Problem } from './problem.js';

/** @throws {Problem} with exit code 2 when they cannot be used. */
export function encryptionKeys(env: NodeJS.ProcessEnv = process.env): Key[] {
  try {
    return keysFrom(env);
  } catch (error) {
    if (!(error instanceof KeyFault)) throw error;
    throw new Problem(`${error.fault}.`, `${error.cure}.`, EXIT.usage);
  }
}

/** @throws {Problem} with exit code 2 when the keys cannot be used. */
export const dataConverter = (): DataConverter => converterOf(encryptionKeys());

/** The fault of an answer that was there and could not be decrypted; undefined of any other error. */
export function unreadable(error: unknown): Problem | undefined {
  for (let one = error; one instanceof Error; one = one.cause)
    if (one instanceof Unreadable) return new Problem(one.message, `Is ${KEYS} the same as that of the workers? \`duesflow doctor\` tells which keys are missing.`, EXIT.unreachable, error);
  return undefined;
}

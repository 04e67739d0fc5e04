/**
 * Failures of workflow code: where the worker encrypts, message and stack become a payload. Part of every bundle
 * (worker/bundle.ts); whether it encodes is told by the line in front. Failures are not compared in a replay.
 */
import { DefaultFailureConverter } from '@temporalio/common';

declare global {
  var duesflowEncrypts: boolean | undefined;
}

export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: globalThis.duesflowEncrypts === true });

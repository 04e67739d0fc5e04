/** Steps of an import package: which activity does them, which undoes them, what a failure means. */
import { defineStep } from '../saga/step.js';

/**
 * Taken over by iMIS, nothing of it is ever undone: a correcting file puts it right. Skipped, its rows are told one by
 * one as they stand; those that do not are unknown, and an import of them looks first (decision 0008).
 */
export const importPackage = defineStep({
  name: 'import package',
  kind: 'pivot',
  skippable: true,
  act: 'importPackage',
  summary: ({ jobId, n }) => `${n} of import ${jobId}`,
});

export const followPackage = defineStep({
  name: 'follow package',
  kind: 'retriable',
  act: 'followPackage',
  summary: ({ jobId, n, packageId }) => `${n} of import ${jobId}${packageId === undefined ? '' : ` (${packageId})`}`,
});

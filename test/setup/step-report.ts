/** A step of a report, for tests of what is read of reports. */
import type { StepReport } from '../../workflows/contracts/report.js';

export const stepReport = (changes: Partial<StepReport> = {}): StepReport => ({
  name: 'join chapter',
  kind: 'compensatable',
  outcome: 'done',
  owner: 'us',
  attempts: 1,
  compensation: null,
  ids: {},
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:00:01.000Z',
  note: '',
  ...changes,
});

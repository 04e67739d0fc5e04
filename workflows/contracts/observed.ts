/** What flows tell their worker for metrics and logs (docs/telemetry.md); it leaves the sandbox by a sink. */

export type Word = 'flowClosed' | 'flowParked' | 'undoEnded' | 'importRows' | 'renewals';

export interface Observed {
  /** The how-many-th of its run: a workflow task that is repeated tells it again. */
  n: number;
  word: Word;
  /** Words of ours alone: no id, party or key. */
  labels: Record<string, string>;
  by: number;
}

export interface Observer {
  tell(observed: Observed): void;
}

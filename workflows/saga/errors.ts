/** How a flow leaves its way forward. Caught by saga.ts alone; a plain error in a flow is a bug and fails the task. */

/** Turn back: undo what was done. */
export class TurnBack extends Error {
  override readonly name = 'TurnBack';
  readonly cancelled: boolean;
  constructor(cancelled = false) {
    super(cancelled ? 'cancel was requested' : 'a step failed');
    this.cancelled = cancelled;
  }
}

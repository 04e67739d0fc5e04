/** A request that is not carried out, for a reason that has nothing to do with a flow. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: 400 | 403 | 404 | 413 | 415 | 421 | 429;
  /** What to do, in plain words. */
  readonly cure: string;

  constructor(status: Refused['status'], message: string, cure = 'Nothing was changed. Open the console by the address that it printed when it started.') {
    super(message);
    this.status = status;
    this.cure = cure;
  }
}

/** One association's API and how we may use it. Every duration is in milliseconds. */
export interface Tenant {
  name: string;
  baseUrl: string;
  username: string;
  password: string;
  /** From giving up on a write until its effect must be readable. At least the longest late effect plus the send window. */
  settleMs: number;
  /** Time-out of a write. ASI's own client waits five minutes (facts 1.1). */
  timeoutMs: number;
  readTimeoutMs: number;
  /** Heartbeat time-out of a write's activity. */
  heartbeatMs: number;
  /** How long a step is tried while the API is unavailable, before it is parked. */
  patienceMs: number;
  /** Calls at a time. ASI's house rules ask for one (facts 1.3). */
  concurrency: number;
  /** How cash invoices are kept (facts 5.2). `auto` tells by the form of the id. */
  invoices: 'auto' | 'legacy' | 'persisted';
  /** May our marker stand in a subscription's SourceCode (marketing data)? */
  markSourceCode: boolean;
  /** Payment allocation per invoice line exists (20.3.131 and later). */
  allocation: boolean;
}

/**
 * An invoice that the step before has just read, so that the payment's first look needs no call of its own
 * (write-protocol section 5). Used once, in this process, within five seconds, and by nobody after a write to it.
 */
import type { InvoiceSummary } from '../imis/invoice.js';
import type { Clock } from '../write/claims.js';

const FRESH_MS = 5000;

export class Recent {
  private readonly seen = new Map<string, { invoice: InvoiceSummary; at: number }>();
  private readonly clock: Clock;
  constructor(clock: Clock) {
    this.clock = clock;
  }

  put(invoice: InvoiceSummary): void {
    const now = this.clock.now();
    for (const [id, { at }] of this.seen) if (now - at > FRESH_MS) this.seen.delete(id);
    this.seen.set(invoice.invoiceId, { invoice, at: now });
  }

  /** Takes it out: a second look reads anew. */
  take(invoiceId: string): InvoiceSummary | undefined {
    const found = this.seen.get(invoiceId);
    this.seen.delete(invoiceId);
    return found && this.clock.now() - found.at <= FRESH_MS ? found.invoice : undefined;
  }
}

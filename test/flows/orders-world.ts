/** Buyers, their carts and the judge of what came of their orders. */
import type { InputOf } from '../../workflows/contracts/inputs.js';
import type { FlowName } from '../../workflows/contracts/names.js';
import type { Report } from '../../workflows/contracts/report.js';
import type { Bench } from '../setup/bench.js';
import { allFindings, check } from '../simulator/index.js';

export const CYCLE = 'Non-Member Subscriptions';
export const journal = { itemId: 'JOUR', billingCycleId: CYCLE };
export const news = { itemId: 'NEWS', billingCycleId: CYCLE };
export const atlas = { itemId: 'ATLAS', billingCycleId: CYCLE };
export const billMe = { billMe: true } as const;
export const card = { methodId: 'VISA', type: 'CreditCard', token: 'tok_1' } as const;

export type Told = { report: Report; input: Record<string, unknown> };

export const newBuyer = (bench: Bench): string => bench.sim.world.addParty({ customerType: 'NM' }).partyId;

/** Effects on a party, by kind. */
export const effects = (bench: Bench, partyId: string, kind: string) => bench.sim.ledger.filter((entry) => entry.partyId === partyId && entry.kind === kind);

/** What stands of an order: terms of a product, payments, carts with anything of anybody. */
export function standing(bench: Bench, partyId: string) {
  const { subscriptions, carts } = bench.sim.snapshot();
  return {
    rows: Object.values(subscriptions).filter((row) => row.partyId === partyId),
    orders: effects(bench, partyId, 'order.placed').length,
    payments: new Set(effects(bench, partyId, 'payment.applied').map(({ paymentId }) => paymentId)).size,
    carts: Object.values(carts).filter((cart) => cart.userId === partyId),
  };
}

/** Calls that fill or submit the cart of a party. */
export const fills = (partyId: string) => ({ method: 'POST', path: '/api/Cart', contains: `"UserId":"${partyId}","ComboOrder"` }) as const;
export const submits = (partyId: string) => ({ method: 'POST', operation: 'Submit', contains: partyId }) as const;

/** Who put the entries into the cart of a party. */
export const cartEntries = (bench: Bench, partyId: string): string[] => standing(bench, partyId).carts.flatMap(({ entries }) => entries.map(({ by }) => by));

/** Watches from here on: what the checker finds wrong with the reports, which should be nothing. */
export function watch(bench: Bench) {
  const before = bench.sim.snapshot();
  const from = bench.sim.ledger.length;
  const told: Told[] = [];
  return {
    /** Runs a flow and keeps what it tells. */
    async run<F extends FlowName>(flow: F, input: InputOf<F>): Promise<Report> {
      const report = await bench.run(flow, input);
      told.push({ report, input: { ...input } });
      return report;
    },
    keep: (report: Report, input: object): void => void told.push({ report, input: { ...input } }),
    async findings(): Promise<string[]> {
      await bench.sim.idle();
      const reports = told.map(({ report, input }) => ({ report: report as never, input }));
      return allFindings(check({ before, after: bench.sim.snapshot(), ledger: bench.sim.ledger.slice(from), reports })).map(({ sentence }) => sentence);
    },
  };
}

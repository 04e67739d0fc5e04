/** Scripts of runRenewals: one bulk Run with its batch to post, and a renewal for each of two members. */
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import { startRun } from '../../simulator/world/renewal-run.js';
import { linesOf, onceEach } from '../long/lines.js';
import type { Repair } from '../repair.js';
import { CASH, FIRST_DAY, LAST_DAY, YEAR } from './records.js';
import type { Happening, Place, Script } from './script.js';

let cycles = 0;

/** A cycle and a product of the case alone: a bulk Run bills all who are due. */
function cycleOf({ sim, tenant }: Place): { tenant: string; billingCycleId: string; effectiveDate: string } {
  const { world } = sim;
  cycles += 1;
  const [cycleId, itemId] = [`Dues of case ${cycles}`, `DUES${cycles}`];
  world.addProduct({ itemId, name: itemId, itemClass: 'DUES', className: 'Dues', price: '95.00', memberPrice: '95.00', termMonths: 12 });
  const regular = world.store.billingCycles.get('Regular Membership Fees')!;
  world.store.billingCycles.put(cycleId, { ...regular, cycleId, name: cycleId, duesItems: [itemId] });
  world.addMembers(2, { itemId, paidThru: `${YEAR - 1}-12-31` });
  return { tenant, billingCycleId: cycleId, effectiveDate: FIRST_DAY };
}

const cycleIn = ({ sim }: { sim: Place['sim'] }, key: string) =>
  sim.world.store.billingCycles.all().find(({ cycleId }) => cycleId.toUpperCase() === decodeURIComponent(key.split(':')[2] ?? ''))!;
const logOf = (desk: { sim: Place['sim'] }, key: string) =>
  desk.sim.world.store.billingLogs.all().find(({ cycleId }) => cycleId === cycleIn(desk, key).cycleId);

/** A Run that may have been lost is never sent again: a person says which run stands. */
const REPAIRS: Repair[] = [
  {
    name: 'the run stands: markDone',
    says: /may have been lost/,
    verb: 'markDone',
    applies: (desk, { key }) => logOf(desk, key) !== undefined,
    office: (desk, { key }) => logOf(desk, key)!.billingLogKey,
  },
  {
    name: 'run by hand, markDone',
    says: /may have been lost/,
    verb: 'markDone',
    office: (desk, { key }) => {
      const cycle = cycleIn(desk, key);
      const order = { cycleId: cycle.cycleId, runName: `By hand, ${cycle.cycleId}`, runDate: FIRST_DAY, effectiveDate: FIRST_DAY } as const;
      return startRun(desk.sim.world.store, { user: 'staff' }, cycle, { ...order, autoPayOption: 0, doNotApplyCredits: false, hotPost: false }).billingLogKey;
    },
  },
];

/** Without prices the plan has no estimate, from which the run then differs. */
const verdicts = ({ call, fault, no, act }: Happening): string[] => {
  if (act || no) return ['completed', 'completed-with-exceptions', 'rejected', 'cancelled'];
  return ['completed', ...(fault && call.entity === 'PartyItemPrice' ? ['completed-with-exceptions'] : [])];
};

/** Both members have been billed for the year, by whomever, unless the report says that nothing was done. */
function sees({ sim, input, report }: { sim: Place['sim']; input: object; report: { verdict: string | null; result: Record<string, unknown> } }): string[] {
  if (report.verdict !== 'completed') return [];
  const { billingCycleId } = input as RunRenewals;
  const { duesItems } = sim.world.store.billingCycles.get(billingCycleId)!;
  const rows = sim.world.store.subscriptions.all().filter(({ itemId }) => duesItems.includes(itemId));
  const unbilled = rows.filter(({ billThrough }) => billThrough !== LAST_DAY).map(({ partyId }) => `party ${partyId} was not billed`);
  const { resultsFile: file, members } = report.result;
  if (typeof file !== 'string') return unbilled;
  const lines = linesOf(file);
  // A run that was terminated has billed some: the plan of the next one does not hold them, nor does its results file.
  const whole = members === undefined || members === rows.length;
  const planned = rows.map(({ partyId }) => partyId).filter((partyId) => whole || lines.some((line) => line['partyId'] === partyId));
  const short = whole || planned.length === members ? [] : [`results file: ${planned.length} of ${String(members)} members`];
  return [...unbilled, ...short, ...onceEach(lines, 'partyId', planned)];
}

const common = { flow: 'runRenewals', verdict: 'completed', verdicts, acts: [], sees } as const;

export const RUNS: Script<'runRenewals'>[] = [
  {
    ...common,
    acts: [],
    name: 'run-bulk',
    arrange(place) {
      place.sim.switches.invoices = 'persisted';
      return { ...cycleOf(place), mode: 'bulk' };
    },
    roles: { 'POST LegacyBilling.Run': 'stands', 'POST BatchSummary.Post': 'stands' },
    repairs: REPAIRS,
  },
  {
    ...common,
    acts: [],
    name: 'run-individual',
    arrange(place) {
      Object.assign(place.sim.switches, { invoices: 'legacy', postSingleRenewals: 'auto' });
      return { ...cycleOf(place), mode: 'individual', payment: CASH };
    },
    roles: { 'POST LegacyBilling.RunIndividual': 'stands', 'POST ComboOrder': 'pays' },
    kin: true,
  },
];

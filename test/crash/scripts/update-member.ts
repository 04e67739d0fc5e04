/** Scripts of updateMember: a plain property with a chapter, and a date that a renewal moves. */
import type { Place, Script } from './script.js';
import { CHAPTER, FIRST_DAY, ITEM, LAST_DAY, YEAR } from './records.js';
import { doneOrUndone } from './verdicts.js';

function ownCycle({ world }: Place['sim'], partyId: string): string {
  const cycleId = `Fees of ${partyId}`;
  const regular = world.store.billingCycles.get('Regular Membership Fees')!;
  world.store.billingCycles.put(cycleId, { ...regular, cycleId, name: cycleId, duesItems: [ITEM] });
  return cycleId;
}

export const UPDATES: Script<'updateMember'>[] = [
  {
    name: 'update-plain-and-chapter',
    flow: 'updateMember',
    arrange({ sim, tenant }) {
      const { partyId } = sim.world.addParty({ customerType: 'M', lastName: 'Abel' });
      return { tenant, partyId, set: { lastName: 'Okonkwo', chapter: CHAPTER } };
    },
    verdict: 'completed',
    verdicts: doneOrUndone,
    roles: { 'PUT Party': 'changes', 'POST GroupMember': 'changes' },
    acts: [],
  },
  {
    name: 'update-by-renewal',
    flow: 'updateMember',
    arrange({ sim, tenant }) {
      Object.assign(sim.switches, { invoices: 'legacy', postSingleRenewals: 'auto' });
      const [partyId = ''] = sim.world.addMembers(1, { paidThru: `${YEAR - 1}-12-31` });
      const renewal = { billingCycleId: ownCycle(sim, partyId), effectiveDate: FIRST_DAY };
      return { tenant, partyId, set: { renewedThruDate: LAST_DAY }, with: { renewal } };
    },
    verdict: 'completed',
    verdicts: (happening) => [...doneOrUndone(happening), 'completed-with-exceptions'],
    roles: { 'POST LegacyBilling.RunIndividual': 'stands' },
    acts: [],
    kin: true,
  },
];

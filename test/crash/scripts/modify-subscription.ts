/** Scripts of modifySubscription: a field, and a cancellation that writes off what is owed. */
import type { ModifySubscription } from '../../../workflows/contracts/inputs.js';
import { FIRST_DAY, ITEM, LAST_DAY } from './records.js';
import type { Script } from './script.js';
import { doneOrUndone } from './verdicts.js';

const modify = (how: string, wish: Pick<ModifySubscription, 'set' | 'openBalance'>): Script<'modifySubscription'> => ({
  name: `modify-${how}`,
  flow: 'modifySubscription',
  arrange({ sim, tenant }) {
    sim.switches.invoices = 'persisted';
    const { partyId } = sim.world.addParty({ customerType: 'M' });
    sim.staff.addSubscription({ partyId, itemId: ITEM, beginDate: FIRST_DAY });
    return { tenant, partyId, itemId: ITEM, ...wish };
  },
  verdict: 'completed',
  verdicts: doneOrUndone,
  roles: { 'PUT Subscription': 'changes' },
  acts: [],
});

export const MODIFICATIONS = [
  modify('field', { set: { sourceCode: 'WEB' } }),
  modify('cancel', { set: { cancelledAsOf: LAST_DAY }, openBalance: 'writeOff' }),
];

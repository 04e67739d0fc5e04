/** Histories with encrypted payloads, for the replay test. Their key is written here: it has never been used elsewhere. */
import { cash, openBench, type Bench } from '../setup/bench.js';
import type { Key } from '../../privacy/keys.js';

export const SEALED_KEY: Key = { id: 'replay-test', secret: Buffer.alloc(32, 'of the replay test alone') };

/** Whose names begin so are replayed with the key. */
export const SEALED = 'sealed-';

export async function playSealed(save: (name: string, workflowId: string, bench: Bench) => Promise<void>): Promise<void> {
  const bench = await openBench({ simulator: { switches: { invoices: 'persisted' } }, keys: [SEALED_KEY] });
  const { partyId } = bench.sim.world.addParty({ customerType: 'M' });
  bench.sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: partyId }, { kind: 'validation-400' });
  const { workflowId } = await bench.run('enrolMember', { partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });
  await save(`${SEALED}enrol-member-compensated`, workflowId, bench);
  await bench.close();
}

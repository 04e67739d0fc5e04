/** Members to change: whoever runs a flow here has its report, and those of the flows it joins, judged by the records. */
import { kinOf } from '../crash/kin.js';
import { openBench, type Bench } from '../setup/bench.js';
import type { UpdateMember } from '../../workflows/contracts/inputs.js';
import type { Report } from '../../workflows/contracts/report.js';
import { allFindings, check, type FlowCase } from '../simulator/index.js';
import { contactsOf } from './member-contacts.js';

export type Change = Omit<UpdateMember, 'partyId'>;

export async function openMembers(bench?: Bench) {
  const world = bench ?? (await openBench({ simulator: { switches: { invoices: 'persisted', putOmitted: 'cleared', partyPutOmitted: 'cleared' } } }));
  const { sim, client } = world;
  const free = Array.from({ length: 28 }, () => {
    const name = { firstName: 'Ada', lastName: 'Abel', email: 'ada@example.org' };
    return sim.world.addParty({ customerType: 'M', ...name, attributes: { Region: 'North', Newsletter: true }, extra: contactsOf('ada@example.org') }).partyId;
  });
  const inChapters = (...codes: string[]) => {
    const partyId = free.pop()!;
    codes.forEach((code, index) => sim.world.addGroupMember(partyId, `CHAPT/${code}`, `20${19 + index}-03-01`));
    return partyId;
  };
  const east = [inChapters('EAST'), inChapters('EAST'), inChapters('EAST'), inChapters('EAST')];
  const eastAndWest = inChapters('EAST', 'WEST');
  const without = sim.world.addParty({ customerType: 'M' }).partyId;
  const [due = ''] = sim.world.addMembers(1, { paidThru: '2025-12-31', itemId: 'REG' });
  const before = sim.snapshot();
  const cases: FlowCase[] = [];
  const judged = async (report: Report, input: object): Promise<Report> => {
    const kin = await kinOf(client, report.workflowId);
    cases.push({ report, input: { ...input } }, ...kin.filter((one) => !cases.some(({ report: { workflowId } }) => workflowId === one.report.workflowId)));
    return report;
  };
  return {
    bench: world,
    /** Ada Abel. */
    newMember: () => free.pop()!,
    /** In chapter EAST since 2019-03-01. */
    ofEast: () => east.pop()!,
    /** In EAST, and then in WEST as well: Chapter is EAST. */
    eastAndWest,
    /** Has no e-mail, phone or address. */
    without,
    /** A member whose REG term ended with 2025. */
    due,
    party: (partyId: string) => sim.world.party(partyId)!,
    holds: (partyId: string, code: string) => sim.world.chapterOf(partyId, code)?.isActive ?? false,
    update: async (partyId: string, input: Change) => await judged(await world.run('updateMember', { partyId, ...input }), { partyId, ...input }),
    judged,
    writes: (partyId: string) => sim.ledger.filter((entry) => entry.partyId === partyId && entry.user === 'duesflow'),
    async findings() {
      await sim.idle();
      return allFindings(check({ before, after: sim.snapshot(), ledger: sim.ledger, reports: cases }));
    },
    close: () => world.close(),
  };
}

export type Members = Awaited<ReturnType<typeof openMembers>>;

/** Flows with planted words in their inputs, in what the API answers, and in what an operator says. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contactsOf } from '../flows/member-contacts.js';
import { row, toCsv } from '../flows/import-rows.js';
import { cash } from '../setup/bench.js';
import { eventually } from '../client/support.js';
import type { Report } from '../../workflows/contracts/report.js';
import { PERSONAL } from './planted.js';
import type { World } from './world.js';

const REFUSAL = `${PERSONAL.name} <jane@${PERSONAL.mail}> may not pay.`;
export const DECISION = { by: PERSONAL.operator, why: `wrote to jane@${PERSONAL.mail}` };

type As = Awaited<ReturnType<World['as']>>;

export async function act({ sim, tenant, taskQueue, folder }: World, { client, duesflow }: As) {
  const mail = `jane@${PERSONAL.mail}`;
  const member = () => sim.world.addParty({ customerType: 'M', firstName: 'Jane', lastName: PERSONAL.name, email: mail, extra: contactsOf(mail) }).partyId;
  const enrol = (partyId: string) => ({ tenant, partyId, itemId: 'REG', beginDate: '2026-01-01', chapter: 'EAST', payment: cash });

  // The payment is refused: taken back, and the failure bears the words of the API.
  const refused = member();
  sim.faults.add({ method: 'POST', path: '/api/ComboOrder', contains: refused }, { kind: 'validation-400', message: REFUSAL });
  const compensated = await duesflow.execute('enrolMember', enrol(refused));

  // Personal data is the very input; the API refuses some of it.
  const moved = { email: `new@${PERSONAL.mail}`, 'addresses.Home Address.addressLines': `${PERSONAL.address} 9`, namePrefix: 'Dr.' };
  const changed = await duesflow.execute('updateMember', { tenant, partyId: member(), set: moved });
  const wrong = await duesflow.start('updateMember', { tenant, partyId: member(), set: { 'personName.suffix': PERSONAL.name } });
  const rejected = await wrong.result();

  // Parked, read, and repaired by somebody with a name.
  const forbidden = member();
  sim.faults.add({ method: 'POST', path: '/api/GroupMember', contains: forbidden }, { kind: '403' });
  const { workflowId, result } = await duesflow.start('enrolMember', enrol(forbidden));
  const parked = await eventually(() => duesflow.report(workflowId).catch(() => undefined), (report) => report?.state === 'parked');
  await eventually(() => duesflow.inbox({ tenant }), ({ entries }) => entries.some((entry) => entry.workflowId === workflowId));
  const refusal = await duesflow.repair(workflowId, 'markDone', { ...DECISION, ref: PERSONAL.name }).catch((error: unknown) => (error as Error).message);
  await duesflow.repair(workflowId, 'retry', DECISION);
  const repaired = await result();

  // Under an id of its own: it starts the flow of the business key and hands its report on.
  const relayed = (await client.workflow.execute('changeChapter', { workflowId: `other-${tenant}`, taskQueue, args: [{ tenant, partyId: member(), add: 'EAST' }] })) as Report;

  const rows = Array.from({ length: 3 }, (_, n) => row(member(), { paymentReference: `${PERSONAL.name}-${n}` }));
  await writeFile(join(folder, 'dues.csv'), toCsv([...rows, row('no-such-party', { paymentReference: PERSONAL.name })]));
  const imported = await duesflow.execute('importDues', { tenant, file: join(folder, 'dues.csv') });

  return { compensated, changed, rejected, parked: parked!, refusal, repaired, relayed, imported, key: workflowId };
}

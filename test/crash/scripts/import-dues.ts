/** Scripts of importDues: a small file with a bad row; a package whose answer is lost in every run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkImport } from '../../../activities/imports/stage.js';
import { raiseLastId } from '../../../activities/steps/imports/package-ids.js';
import type { ImportDues } from '../../../workflows/contracts/inputs.js';
import { acceptPackage } from '../../simulator/world/import-line.js';
import { linesOf, onceEach } from '../long/lines.js';
import type { Repair } from '../repair.js';
import { FIRST_DAY, ITEM, LAST_DAY, YEAR } from './records.js';
import type { Happening, Place, Script } from './script.js';

const SEND = 'POST DuesImportPackage.ImportPackage';
const HEADER = 'partyId,productCode,transactionDate,billBegin,billThrough,paidThru,billedAmount,paidAmount,paymentMethodId,paymentReference';

/** The office has sent a package before, whose number is known: a lost one is looked for among those that come after. */
async function earlierPackage({ sim, tenant, dataDir }: Place): Promise<void> {
  const packageId = acceptPackage(sim.world.store, { user: 'staff' }, 'office', []);
  await raiseLastId(dataDir, tenant, packageId);
}

/** Two good rows, and one whose date is no day. */
async function fileOf(place: Place): Promise<ImportDues> {
  const { sim, tenant, folder } = place;
  await earlierPackage(place);
  const parties = sim.world.addMembers(3, { paidThru: `${YEAR - 1}-12-31` });
  const rows = parties.map((partyId, n) =>
    [partyId, ITEM, `${YEAR}-01-05`, FIRST_DAY, n === 2 ? `${YEAR}-13-01` : LAST_DAY, LAST_DAY, '95.00', '95.00', 'CHECK', `L-${n}`].join(','),
  );
  const file = join(folder, `dues-${parties[0]}.csv`);
  writeFileSync(file, [HEADER, ...rows, ''].join('\n'));
  const { contentHash } = await checkImport({ tenant, file, onBadRow: 'skip-row' });
  return { tenant, file, onBadRow: 'skip-row', contentHash };
}

const packageOf = (sim: Place['sim'], jobId: string) => sim.world.store.packages.all().find((one) => one.jobId === jobId);
const jobIdOf = (key: string): string => key.split(':').slice(2, 4).join('-');

/** What a person sees in iMIS's list of packages. */
const REPAIRS: Repair[] = [
  {
    name: 'found in the list of packages: markDone',
    says: /job id|package/,
    verb: 'markDone',
    applies: ({ sim }, { key, parked }) => parked?.step === 'import package' && packageOf(sim, jobIdOf(key)) !== undefined,
    office: ({ sim }, { key }) => String(packageOf(sim, jobIdOf(key))!.packageId),
  },
  {
    name: 'no such package: skip',
    says: /if not, skip/,
    verb: 'skip',
  },
];

const importing = (how: string, more: Pick<Script, 'standing'>): Script<'importDues'> => ({
  name: `import-${how}`,
  flow: 'importDues',
  arrange: fileOf,
  ...more,
  // A row was left out.
  verdict: 'completed-with-exceptions',
  verdicts: ({ act }: Happening) => ['completed-with-exceptions', ...(act ? ['rejected', 'cancelled'] : [])],
  roles: { [SEND]: 'stands' },
  acts: [],
  repairs: REPAIRS,
  kin: true,
  sees: ({ report }) => {
    const file = report.result['resultsFile'];
    return typeof file === 'string' ? onceEach(linesOf(file), 'line', ['2', '3', '4']) : [];
  },
});

export const IMPORTS = [importing('plain', {}), importing('lost', { standing: { call: SEND, fault: { kind: 'drop-after' } } })];

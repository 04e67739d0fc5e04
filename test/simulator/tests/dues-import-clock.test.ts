import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { imported, importParty, importRequest, importRows, packageResults, packageStatus } from './billing-client.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime({ switches: { importQueueMs: 0 } });

const { newMember, nonMember } = named;
const applied = (): unknown[] => sim.ledger.filter((one) => one.kind === 'import.applied').map((one) => one.packageId);

/** Asks for the status until it is `wanted`. */
async function reaches(id: unknown, wanted: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    if ((await packageStatus(api, id)).body.Result === wanted) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`package ${String(id)} did not reach ${wanted}`);
}

describe('the queue', () => {
  it('takes packages in the order received, one after the other', async () => {
    sim.switches.importRowMs = 5;
    const ids: unknown[] = [];
    for (const job of ['a', 'b', 'c']) {
      const rows = [{ partyId: newMember }, { partyId: nonMember }];
      ids.push((await importRows(api, job, rows)).body.Result);
    }
    await sim.idle();
    expect(applied()).toEqual(ids.flatMap((id) => [id, id]));
  });

  it('shows AwaitProcessing, then InProcess, without results', async () => {
    Object.assign(sim.switches, { importQueueMs: 50, importRowMs: 40, importJobIdShown: 'finished' });
    const { body } = await importRows(api, 'job-1', [{ partyId: 'none' }, { partyId: nonMember }]);
    expect((await packageStatus(api, body.Result)).body.Result).toBe(1);
    await reaches(body.Result, 2);
    const early = await packageResults(api, body.Result);
    expect(early.TaskSummaryData).toMatchObject({ DuesImportPackageId: body.Result, DuesImportPackageStatus: 2 });
    expect(early.PartyResults).toBeUndefined();
    expect(early.DuesImportJobId).toBeUndefined();
    await reaches(body.Result, 5);
    expect((await packageResults(api, body.Result)).DuesImportJobId).toBe('job-1');
  });

  it('says NotFound of an id it never gave', async () => {
    expect((await packageStatus(api, 1)).body).toMatchObject({ Result: 0, IsSuccessStatusCode: true });
    const result = await packageResults(api, 1);
    expect(result.TaskSummaryData).toEqual({ $type: expect.any(String), DuesImportPackageId: 1 });
    expect(result.PartyResults).toBeUndefined();
  });
});

it('takes no package up while the line is held', async () => {
  sim.switches.importsHeld = true;
  const { body } = await importRows(api, 'held', [{ partyId: newMember }]);
  await new Promise((resolve) => setTimeout(resolve, 60));
  expect((await packageStatus(api, body.Result)).body.Result).toBe(1);
  sim.switches.importsHeld = false;
  await sim.idle();
  expect((await packageStatus(api, body.Result)).body.Result).toBe(3);
});

describe('acts of the staff', () => {
  it('cancels a package that waits', async () => {
    sim.switches.importQueueMs = 60;
    const first = await importRows(api, 'a', [{ partyId: newMember }]);
    const second = await importRows(api, 'b', [{ partyId: nonMember }]);
    sim.staff.cancelPackage(first.body.Result as number);
    await sim.idle();
    expect((await packageStatus(api, first.body.Result)).body.Result).toBe(7);
    expect(applied()).toEqual([second.body.Result]);
  });

  it('fails a package after its first parties', async () => {
    sim.switches.importQueueMs = 60;
    const rows = [newMember, nonMember, named.longMember].map((partyId) => ({ partyId }));
    const { body } = await importRows(api, 'a', rows);
    sim.staff.failPackage(body.Result as number, { afterParties: 2 });
    await sim.idle();
    expect((await packageStatus(api, body.Result)).body.Result).toBe(6);
    expect(sim.ledger.filter((one) => one.kind === 'import.applied').map((one) => one.partyId)).toEqual([
      newMember,
      nonMember,
    ]);
    const after = await imported(sim, api, 'b', [{ partyId: named.longMember }]);
    expect((await packageStatus(api, after)).body.Result).toBe(3);
  });
});

describe('what is refused', () => {
  it.each(['inside', '400'] as const)('a package of 101 parties, %s', async (importRefusal) => {
    sim.switches.importRefusal = importRefusal;
    const party = { partyId: newMember };
    const { status, body } = await importRows(api, 'job', Array<typeof party>(101).fill(party));
    const complaint = { FieldName: 'DuesImportPackageParties', Message: expect.stringContaining('at most 100') };
    expect(status).toBe(importRefusal === '400' ? 400 : 200);
    if (importRefusal === '400') expect(body.Errors.$values).toMatchObject([complaint]);
    else
      expect(body).toMatchObject({
        IsSuccessStatusCode: false,
        Result: null,
        StatusCode: 2,
        ValidationResults: { Errors: { $values: [complaint] } },
      });
    expect(sim.ledger.some((one) => one.kind === 'import.accepted')).toBe(false);
  });

  it.each([
    ['job id', '', {}],
    ['product code', 'j', { Items: { $type: 'x', $values: [{ ...item(), ProductCode: undefined }] } }],
    ['dates', 'j', { BillBeginDate: undefined }],
  ])('a package without %s', async (_what, job, change) => {
    const request = importRequest(job, [{ ...importParty({ partyId: newMember }), ...change }]);
    const { body } = await api.post('/api/DuesImportPackage/_execute', request);
    expect(body).toMatchObject({ IsSuccessStatusCode: false, StatusCode: 2 });
  });

  it('members, types and entities that do not exist', async () => {
    const good = importRequest('job', [importParty({ partyId: newMember })]);
    for (const change of [
      { $type: 'Asi.Soa.Core.DataContracts.GenericExecuteRequest, Asi.Contracts' },
      { EntityTypeName: 'Party' },
      { Extra: 1 },
    ]) {
      expect((await api.post('/api/DuesImportPackage/_execute', { ...good, ...change })).status).toBe(400);
    }
    const odd = importRequest('job', [{ ...importParty({ partyId: newMember }), Extra: 1 }]);
    expect((await api.post('/api/DuesImportPackage/_execute', odd)).body.Errors.$values).toMatchObject([
      { FieldName: 'Extra' },
    ]);
    expect((await api.post('/api/DuesImportPackage/_execute', { ...good, OperationName: 'List' })).status).toBe(400);
    sim.switches.operations501 = ['DuesImportPackage.ImportPackage'];
    expect((await api.post('/api/DuesImportPackage/_execute', good)).status).toBe(501);
  });
});

function item(): Record<string, unknown> {
  return (importParty({ partyId: newMember }).Items as { $values: Record<string, unknown>[] }).$values[0] ?? {};
}

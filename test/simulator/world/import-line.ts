import type { Actor } from '../ledger.js';
import { applyImport } from './import-apply.js';
import { importError, importWarnings } from './import-checks.js';
import type { ImportParty, ImportProblem, PackageRecord } from './model-imports.js';
import type { Store } from './store.js';

/** Packages are processed one after the other, in the order received, on the association's own clock (facts 3). */

const put = (store: Store, record: PackageRecord): PackageRecord =>
  store.packages.put(String(record.packageId), record);

/** Takes a package over and returns its id; ids rise. */
export function acceptPackage(store: Store, actor: Actor, jobId: string, parties: ImportParty[]): number {
  const packageId = store.next('package', 8001);
  put(store, {
    packageId,
    jobId,
    status: 1,
    statusMessage: '',
    createdBy: actor.user,
    createdOn: new Date().toISOString(),
    ...(actor.callSeq === undefined ? {} : { callSeq: actor.callSeq }),
    waiting: parties,
    done: 0,
    applied: 0,
    problems: [],
  });
  store.effect(actor, 'import.accepted', { packageId, jobId, parties: parties.length });
  store.importLine.ids.push(packageId);
  if (!store.importLine.running) {
    store.importLine.running = true;
    store.background.after(store.switches.importQueueMs, () => takeNext(store));
  }
  return packageId;
}

/** While packages are held, it is looked so often whether they still are. */
const HELD_MS = 20;

/** Takes the next package up. One that was cancelled, or whose acceptance was taken back, is passed over. */
function takeNext(store: Store): void {
  const line = store.importLine;
  if (store.switches.importsHeld && line.ids.length > 0) {
    store.background.after(HELD_MS, () => takeNext(store));
    return;
  }
  let record: PackageRecord | undefined;
  while (record?.status !== 1) {
    const id = line.ids.shift();
    if (id === undefined) {
      line.running = false;
      return;
    }
    record = store.packages.get(String(id));
  }
  goOn(store, put(store, { ...record, status: 2 }));
}

/** Does the parties of the package in work: all of them at once, or one in every `importRowMs`. */
function goOn(store: Store, record: PackageRecord): void {
  const { importRowMs, importQueueMs } = store.switches;
  const { packageId } = record;
  if (importRowMs === 0 || record.waiting.length === 0) {
    finish(store, doParties(store, record, record.waiting.length));
    store.background.after(importQueueMs, () => takeNext(store));
    return;
  }
  store.background.after(importRowMs, () => {
    const present = store.packages.get(String(packageId));
    // Staff may have ended it meanwhile.
    if (present?.status === 2) goOn(store, put(store, doParties(store, present, 1)));
    else takeNext(store);
  });
}

function doParties(store: Store, record: PackageRecord, count: number): PackageRecord {
  const { packageId, jobId } = record;
  const call = record.callSeq === undefined ? {} : { callSeq: record.callSeq };
  const actor: Actor = { user: record.createdBy, ...call };
  const problems: ImportProblem[] = [...record.problems];
  let { done, applied } = record;
  const note = (type: 0 | 1, party: ImportParty, message: string): void => {
    const id = store.next('importProblem', 1);
    problems.push({ id, type, party, message, occurredOn: new Date().toISOString() });
  };
  store.ledger.settle();
  for (const party of record.waiting.slice(0, count)) {
    done++;
    const origin = { packageId, jobId, line: done };
    const error = importError(store, party);
    if (error) {
      note(0, party, error);
      const about = { ...origin, partyId: party.partyId, termBegin: party.billBegin, note: error };
      // One for each item, so that rejected and applied rows count alike.
      const rows = party.items.length > 0 ? party.items.map((item) => ({ itemId: item.productCode })) : [{}];
      for (const row of rows) store.effect(actor, 'import.rejected', { ...about, ...row });
      continue;
    }
    for (const warning of importWarnings(store, party)) note(1, party, warning);
    applyImport(store, actor, party, origin);
    applied++;
  }
  return { ...record, waiting: record.waiting.slice(count), done, applied, problems };
}

function finish(store: Store, record: PackageRecord): void {
  const has = (type: 0 | 1): boolean => record.problems.some((one) => one.type === type);
  put(store, { ...record, waiting: [], status: has(0) ? 5 : has(1) ? 4 : 3 });
}

const unfinished = (store: Store, packageId: number): PackageRecord => {
  const record = store.packages.get(String(packageId));
  if (!record || record.status > 2) throw new Error(`no package ${packageId} that waits or is in work`);
  return record;
};

/** Ends a package as Canceled; what was applied of it stays. */
export function cancelPackage(store: Store, actor: Actor, packageId: number): void {
  const record = unfinished(store, packageId);
  put(store, { ...record, status: 7, waiting: [], statusMessage: 'Canceled' });
  store.effect(actor, 'import.cancelled', { packageId, jobId: record.jobId, parties: record.applied });
}

/** Ends a package as Failed, after its first `afterParties` parties were done (default: those that were already). */
export function failPackage(store: Store, actor: Actor, packageId: number, afterParties = 0): void {
  const record = unfinished(store, packageId);
  const done = doParties(store, record, Math.max(0, afterParties - record.done));
  put(store, {
    ...done,
    status: 6,
    waiting: [],
    statusMessage: 'An error occurred. Please contact the administrator.',
  });
  store.effect(actor, 'import.failed', { packageId, jobId: record.jobId, parties: done.applied });
}

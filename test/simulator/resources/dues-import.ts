import type { Context, Resource } from '../context.js';
import { invalid, refuse, Refusal, serviceResponse } from '../wire/failures.js';
import type { Answer } from '../wire/failures.js';
import { packageResult } from '../wire/dues-import.js';
import { contract } from '../wire/json.js';
import { acceptPackage } from '../world/import-line.js';
import { readPackage } from './dues-import-read.js';

const typeOf = (name: string): string => contract('Commerce', name);

function importPackage(context: Context, body: Record<string, unknown>): Answer {
  const { store, actor } = context;
  const { jobId, parties, complaints } = readPackage(context, body.DuesImportPackage);
  if (complaints.length > 0) {
    if (store.switches.importRefusal === '400') throw new Refusal(invalid(complaints));
    const failure = { code: 2, message: 'Validation error', complaints };
    return { status: 200, body: serviceResponse(null, failure, 'System.Int32, mscorlib') };
  }
  const packageId = acceptPackage(store, actor, jobId, parties);
  return { status: 200, body: serviceResponse(packageId, undefined, 'System.Int32, mscorlib') };
}

function readId(body: Record<string, unknown>): number {
  const id = body.DuesImportPackageId;
  return Number.isInteger(id)
    ? (id as number)
    : refuse('DuesImportPackageId must be a whole number.', 'DuesImportPackageId');
}

/** Unknown packages are NotFound: `Result` 0, which the ServiceResponse writes (facts 3). */
function getPackageStatus(context: Context, body: Record<string, unknown>): Answer {
  const status = context.store.packages.get(String(readId(body)))?.status ?? 0;
  return { status: 200, body: serviceResponse(status, undefined, typeOf('DuesImportPackageStatusData')) };
}

function getPackageResults(context: Context, body: Record<string, unknown>): Answer {
  const { packages, switches } = context.store;
  const id = readId(body);
  const result = packageResult(id, packages.get(String(id)), switches.importJobIdShown);
  return { status: 200, body: serviceResponse(result, undefined, typeOf('DuesImportPackageResultData')) };
}

const ofPackage = { members: ['DuesImportPackageId'], reads: true };

/** POST /api/DuesImportPackage/_execute with its three typed requests; there is no list of packages (facts 3). */
export const duesImportPackages: Resource = {
  name: 'DuesImportPackage',
  billing: true,
  typed: {
    ImportPackage: {
      request: 'DuesImportPackagePostRequest',
      members: ['DuesImportPackage'],
      handle: importPackage,
    },
    GetPackageStatus: {
      request: 'DuesImportPackageGetPackageStatusRequest',
      ...ofPackage,
      handle: getPackageStatus,
    },
    GetPackageResults: {
      request: 'DuesImportPackageGetPackageResultsRequest',
      ...ofPackage,
      handle: getPackageResults,
    },
  },
};

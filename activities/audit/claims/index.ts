/** Of each flow, what its report says. A flow without an entry is not audited, and told as such. */
import type { InputOf, RunRenewals } from '../../../workflows/contracts/inputs.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import type { Claim, ClosedFlow } from '../claim.js';
import { changesOf } from '../later.js';
import { changeChapterClaims } from './chapters.js';
import { modifyClaims } from './changes.js';
import { memberClaims } from './members.js';
import { orderClaims } from './orders.js';
import { duesClaims, packageClaims, reversalClaims } from './others.js';
import { payInvoiceClaims } from './payments.js';
import type { Reading } from './reading.js';
import { renewalClaims } from './renewals.js';
import { runClaims } from './runs.js';
import { saleClaims } from './sales.js';

const JUDGED: { [F in FlowName]?: (reading: Reading<InputOf<F>>) => Claim[] } = {
  purchaseSubscription: saleClaims,
  enrolMember: saleClaims,
  payInvoice: payInvoiceClaims,
  changeChapter: changeChapterClaims,
  renewMember: renewalClaims,
  modifySubscription: modifyClaims,
  purchaseNonDues: orderClaims,
  joinMember: orderClaims,
  reversePayment: reversalClaims,
  ymCreateDues: duesClaims,
  importPackage: packageClaims,
  updateMember: memberClaims,
  runRenewals: runClaims,
};

export type Said = Pick<ClosedFlow, 'claims' | 'changes' | 'notAudited' | 'byParts'>;

export function claimsOf(flow: FlowName, reading: Reading<unknown>): Said {
  if (isByParts(flow, reading.input)) return { claims: [], changes: [], byParts: true };
  const of = JUDGED[flow] as ((reading: Reading<unknown>) => Claim[]) | undefined;
  if (!of) return { claims: [], changes: [], notAudited: `reports of ${flow} are not audited yet` };
  const claims = of(reading);
  return { claims, changes: [...new Set(claims.flatMap(changesOf))] };
}

/** Its packages or members are flows, which are audited themselves. */
function isByParts(flow: FlowName, input: unknown): boolean {
  if (flow !== 'runRenewals') return flow === 'importDues';
  const { plan, mode } = input as RunRenewals;
  return plan === true || mode === 'individual';
}

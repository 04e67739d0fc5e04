/** Of each flow, what its report says. A flow without an entry is not audited, and told as such. */
import type { InputOf, RunRenewals, UpdateMember } from '../../../workflows/contracts/inputs.js';
import type { FlowName } from '../../../workflows/contracts/names.js';
import type { Claim, ClosedFlow } from '../claim.js';
import { ANY_ROW, changesOf, chaptersOf, touched } from '../later.js';
import { changeChapterClaims } from './chapters.js';
import { modifyClaims } from './changes.js';
import { orderClaims } from './orders.js';
import { duesClaims, packageClaims, reversalClaims } from './others.js';
import { payInvoiceClaims } from './payments.js';
import type { Reading } from './reading.js';
import { renewalClaims } from './renewals.js';
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
};

export type Said = Pick<ClosedFlow, 'claims' | 'changes' | 'notAudited' | 'byParts'>;

export function claimsOf(flow: FlowName, reading: Reading<unknown>): Said {
  const of = JUDGED[flow] as ((reading: Reading<unknown>) => Claim[]) | undefined;
  if (!of) return withoutJudge(flow, reading.input);
  const claims = of(reading);
  return { claims, changes: [...new Set(claims.flatMap(changesOf))] };
}

function withoutJudge(flow: FlowName, input: unknown): Said {
  if (flow === 'importDues') return { claims: [], changes: [], byParts: true };
  if (flow === 'runRenewals') {
    const { plan, mode } = input as RunRenewals;
    if (plan || mode === 'individual') return { claims: [], changes: [], byParts: true };
    return { claims: [], changes: [ANY_ROW], notAudited: 'a bulk run: its results file holds its comparison with BillingLog' };
  }
  const { partyId } = input as UpdateMember;
  const changes = flow === 'updateMember' ? [chaptersOf(partyId), touched(partyId)] : [];
  return { claims: [], changes, notAudited: `reports of ${flow} are not audited yet` };
}

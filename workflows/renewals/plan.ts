/** The plan of a run: made, approved where that is asked for, and made again right before anything is written. */
import { proxyActivities } from '@temporalio/workflow';
import type { FlowActivities } from '../../activities/flows/index.js';
import type { KeptParties } from '../../activities/flows/begin-renewals.js';
import type { RenewalPlan } from '../../activities/steps/renewals/plan-renewals.js';
import type { RunRenewals } from '../contracts/inputs.js';
import { DEFAULT_TENANT } from '../contracts/names.js';
import type { Release } from '../saga/lock.js';
import type { Run } from '../saga/run.js';
import type { Saga } from '../saga/saga.js';
import { planRenewals } from '../steps/renewals.js';
import { isPartial, question, wouldBillAgain } from './words.js';

const { keepRenewalParties } = proxyActivities<FlowActivities>({
  startToCloseTimeout: '1 minute',
  retry: { initialInterval: '1 s', maximumInterval: '30 s', backoffCoefficient: 2 },
  summary: 'keep the list of parties',
});

/** A plan to carry out, and the hold on its cycle. */
export interface Agreed {
  plan: RenewalPlan;
  parties: KeptParties | undefined;
  letGo: Release;
}

export class Planning {
  private readonly run: Run;
  private readonly input: RunRenewals;
  private readonly saga: Saga;
  private parties: KeptParties | undefined;
  private made = 0;

  constructor(run: Run, input: RunRenewals, saga: Saga) {
    this.run = run;
    this.input = input;
    this.saga = saga;
  }

  /** A plan as of now. It stands in the result. */
  async make(): Promise<RenewalPlan> {
    const { billingCycleId, effectiveDate, chapter, partyIds, partyFile } = this.input;
    if (partyIds ?? partyFile) this.parties ??= await this.keepParties();
    this.made += 1;
    const plan = await this.run(planRenewals, {
      billingCycleId,
      effectiveDate: effectiveDate!,
      ...(chapter !== undefined && { chapter }),
      ...(this.parties && { parties: this.parties.list }),
      n: this.made,
    });
    if (!plan) return this.saga.refuse(planRenewals.name, 'without a plan nothing is run');
    this.tell(plan);
    return plan;
  }

  /** The plan to carry out: as it is now, and as a person has approved it, while no other run of the cycle is at work. */
  async agree(): Promise<Agreed> {
    let approved = this.input.approval === 'required' ? await this.approved(await this.make()) : undefined;
    for (;;) {
      const letGo = await this.saga.hold('hold billing cycle', lockOf(this.input));
      const plan = await this.make();
      const changed = approved !== undefined && approved.planHash !== plan.planHash;
      const again = this.input.mode === 'bulk' && plan.toBill > 0 && plan.wouldBillAgain;
      if (!changed && !again) return { plan, parties: this.parties, letGo };
      // A person may need days: others need not wait for that.
      await letGo();
      if (again) await this.saga.objection('check who is billed', wouldBillAgain(plan));
      else approved = await this.approved(plan, approved);
    }
  }

  /** Asks until a person says yes to a plan. Where there is nothing to do, there is nothing to ask. */
  private async approved(plan: RenewalPlan, before?: RenewalPlan): Promise<RenewalPlan> {
    let asked = plan;
    while ((asked.toBill > 0 || this.parties) && (await this.saga.approval(question(asked, before))) === 'again') asked = await this.make();
    return asked;
  }

  private keepParties(): Promise<KeptParties> {
    const { tenant, partyIds, partyFile, partiesHash } = this.input;
    return this.saga.part({ name: 'read parties', kind: 'read' }, async () => {
      const result = await keepRenewalParties({ tenant, partyIds, partyFile, partiesHash });
      return { result, note: `${result.total} parties` };
    });
  }

  private tell(plan: RenewalPlan): void {
    const { list: _list, wouldBillAgain: _again, file, ...known } = plan;
    Object.assign(this.saga.result, { plan: { ...known, file } });
    if (this.made > 1) return;
    if (isPartial(this.input)) this.saga.note('The plan does not know who pays automatically: it is of all members, the run of some.');
    if (this.input.chapter !== undefined) this.saga.note(`The plan is of the members whose Chapter is ${this.input.chapter}.`);
  }
}

/** One run of a cycle at a time, of whatever date and parties. */
const lockOf = ({ tenant = DEFAULT_TENANT, billingCycleId }: RunRenewals): string =>
  `lock:${tenant}:cycle:${encodeURIComponent(billingCycleId.trim().toUpperCase())}`;

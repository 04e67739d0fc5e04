/** A schedule of renewal runs: one period made up for, and a person who asks for the same. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunRenewals } from '../../../workflows/contracts/inputs.js';
import { scheduleText } from '../schedule/text.js';
import { ANNIVERSARY, lastDecember, thisYear } from './association.js';
import { indent, sayLong, unlike, type Act } from './stage.js';

const ID = 'demo-dues';
const run = { billingCycleId: ANNIVERSARY, mode: 'individual' } as const satisfies Partial<RunRenewals>;

export const scheduled: Act = {
  title: 'A schedule of renewal runs; a period of the past is made up for, and a person asks for the same: one run',
  async play(stage) {
    const { duesflow, say } = stage;
    const { schedules } = duesflow;
    const rule = { effectiveDateRule: 'year-start+1y', timeZone: 'America/New_York' };
    await schedules.create({ scheduleId: ID, input: { ...run, ...rule }, calendar: { cron: '0 6 1 12 *' } });
    say(indent(scheduleText(await schedules.show(ID))));
    const periods = await schedules.backfill(ID, { from: lastDecember, to: lastDecember });
    say(`    A run for ${periods[0]?.effectiveDate} is begun; a person asks for the same at the same time.`);
    const asked = await duesflow.start('runRenewals', { ...run, effectiveDate: thisYear, requestedBy: 'demo' });
    const report = await asked.result();
    let view = await schedules.show(ID);
    while (view.runs.length === 0) {
      await sleep(200);
      view = await schedules.show(ID);
    }
    await schedules.delete(ID);
    sayLong(stage, report);
    say(`    ${periods.length} run of the schedule and the person's are one flow: ${report.workflowId}`);
    return unlike({ verdict: 'completed', flow: asked.workflowId }, { ...report, flow: view.runs[0]?.key });
  },
};

/** A flow for tests alone: runs the steps it is given, by the saga core as it is. */
import { flow } from '../../../workflows/saga/saga.js';
import type { Step } from '../../../workflows/saga/step.js';
import type { FlowPlan } from './scenario.js';

export const planned = flow('purchaseSubscription', async (run, input, saga) => {
  const { approval, steps } = (input as unknown as { plan: FlowPlan }).plan;
  if (approval) while ((await saga.approval('a plan')) === 'again');
  for (const step of steps) await run(step as unknown as Step<object>, { of: step.name });
});

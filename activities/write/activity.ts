/** Makes an activity of a write. */
import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { RETRY } from '../../workflows/contracts/names.js';
import type { Call, Reply } from '../../workflows/contracts/reply.js';
import { assertInput } from '../flows/validate.js';
import type { Runtimes, TenantRuntime } from '../tenants/runtime.js';
import { Again } from './attempt.js';
import { markerOf } from './marker.js';
import { exactlyOnce } from './protocol.js';
import { temporalAttempt } from './temporal-attempt.js';
import type { Write } from './write.js';

const TYPES = { Transient: RETRY.transient, Unsettled: RETRY.unsettled, Busy: RETRY.busy, NotReady: RETRY.notReady } as const;

/** An activity that runs one attempt of the write protocol. */
export function writeActivity<Input, Before, Result>(
  runtimes: Runtimes,
  writeFor: (runtime: TenantRuntime) => Write<Input, Before, Result>,
): (call: Call<Input, Before>) => Promise<Reply<Result, Before>> {
  return async (call) => {
    if (call.validate) assertInput(call.validate.flow, call.validate.input);
    const runtime = runtimes.of(call.tenant);
    const attempt = temporalAttempt(runtime.tenant.heartbeatMs);
    const marker = markerOf(runtimes.installation, call.key, call.step);
    try {
      return await exactlyOnce(writeFor(runtime), call, marker, attempt, runtime.surroundings);
    } catch (error) {
      throw error instanceof Again ? asFailure(error) : error;
    } finally {
      attempt.stop();
    }
  };
}

/** Waiting is no failure: BENIGN keeps it out of the failure metrics. Its message is what the Web UI shows. */
export function asFailure(again: Again): ApplicationFailure {
  return ApplicationFailure.create({
    type: TYPES[again.kind],
    message: again.message,
    category: ApplicationFailureCategory.BENIGN,
    ...(again.delayMs !== undefined && { nextRetryDelay: Math.ceil(again.delayMs) }),
  });
}

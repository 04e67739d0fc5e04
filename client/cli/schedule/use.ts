/** The schedules of the Temporal that is configured or runs here, for the time of one command. */
import { TASK_QUEUE } from '../../../workflows/contracts/names.js';
import type { Schedules } from '../../schedules.js';

export async function withSchedules<T>(use: (schedules: Schedules) => Promise<T>): Promise<T> {
  const [{ withClient }, { createSchedules }] = await Promise.all([
    import('../with-client.js'),
    import('../../schedules.js'),
  ]);
  return await withClient((client) => use(createSchedules(client, process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE)));
}

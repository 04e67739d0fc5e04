import { getExternalWorkflowHandle, workflowInfo } from '@temporalio/workflow';
import { windowId, type SIGNAL } from '../contracts/names.js';

/** A word to the window that started this flow; others start flows too, and none of them listens. */
export function tellWindow(signal: (typeof SIGNAL)['childParked' | 'childPassed']): void {
  const { parent, workflowId } = workflowInfo();
  if (!parent?.workflowId.endsWith(windowId(''))) return;
  // It may have been terminated meanwhile.
  void getExternalWorkflowHandle(parent.workflowId).signal(signal, workflowId).catch(() => undefined);
}

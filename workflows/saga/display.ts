import { setCurrentDetails } from '@temporalio/workflow';
import { toMarkdown } from './markdown.js';
import { toReport } from './report.js';
import type { SagaData } from './state.js';

/** Shows the step table as it stands in the Web UI's current details. Adds no event. */
export const display = (data: SagaData): void => setCurrentDetails(toMarkdown(toReport(data)));

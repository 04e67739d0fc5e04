/** Of a run of many flows that is open: how far it is, and which of them wait for a person. */
import type { Client } from '@temporalio/client';
import type { Report } from '../../../workflows/contracts/report.js';
import { progressLine, unitOf } from '../../cli/progress-text.js';
import { isLong, waitingFlows, windowProgress } from '../../progress.js';
import { html, link, type Html } from '../html.js';

const SHOWN = 50;

/** undefined: nothing of the kind is to be told. */
export async function within(client: Client, { flow, key, state }: Report): Promise<Html | undefined> {
  if (!isLong(flow) || state === 'closed') return undefined;
  const progress = await windowProgress(client, key);
  const waiting = await waitingFlows(client, key, progress);
  if (!progress && waiting.length === 0) return undefined;
  const rest = waiting.length - SHOWN;
  return html`<section aria-labelledby="within"><h2 id="within">Flows of this run</h2>
    ${progress && html`<p>${progressLine(progress, unitOf(flow))}</p>`}
    ${
      waiting.length > 0 &&
      html`<p>These wait for a person:</p><ul>${waiting.slice(0, SHOWN).map(({ workflowId, step }) => html`<li><a href="${link(workflowId)}">${workflowId}</a>${step ? ` at ${step}` : ''}</li>`)}</ul>
    ${rest > 0 && html`<p>and ${rest} more.</p>`}`
    }
  </section>`;
}

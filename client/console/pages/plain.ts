/** Pages in plain words: what is wrong, and the way in. */
import type { Report } from '../../../workflows/contracts/report.js';
import type { Listed } from '../../list.js';
import type { Typed } from '../decision.js';
import { badge, facts, html, link, time, type Html } from '../html.js';
import { flowTitle, stateBadge, VERB_TITLES } from '../words.js';

export interface Trouble {
  title: string;
  message: string;
  cure: string;
  /** What visibility knows of the flow, when its report cannot be had. */
  listed?: Listed;
}

export const troublePage = ({ title, message, cure, listed }: Trouble): Html => html`
  <h1>${title}</h1>
  <div class="notice bad" role="alert"><p>${message}</p><p>${cure}</p></div>
  ${listed && listedFacts(listed)}
  <p><a href="/">Back to the inbox</a></p>`;

const listedFacts = ({ workflowId, flow, state, step, tenant, partyId, invoiceId, startedAt, closedAt }: Listed): Html => html`
  <h2>What Temporal knows of it</h2>
  <p>${badge(stateBadge(state))}</p>
  ${facts([
    ['Flow', flowTitle(flow)],
    ['Id', html`<code>${workflowId}</code>`],
    ...([['Step', step], ['Tenant', tenant], ['Party', partyId], ['Invoice', invoiceId]] as [string, string | undefined][]),
    ['Started', time(startedAt)],
    ['Ended', closedAt && time(closedAt)],
  ])}`;

export const signInPage = (form: string, to: string, fault?: string): Html => html`
  <h1>Sign in</h1>
  ${fault && html`<div class="notice bad" role="alert"><p>${fault}</p></div>`}
  <form method="post" action="/sign-in" class="card">
    <input type="hidden" name="form" value="${form}">
    <input type="hidden" name="to" value="${to}">
    <div class="field">
      <label for="token">Token</label>
      <p class="hint" id="token-hint">Those who run Duesflow have it. It is never shown here.</p>
      <input id="token" name="token" type="password" autocomplete="current-password" required aria-describedby="token-hint">
    </div>
    <button>Sign in</button>
  </form>`;

/** A decision that finds no form any more: what was typed is not lost. */
export const keptPage = (id: string, { verb, by, why, ref, input }: Typed, text: string, report?: Report): Html => html`
  <p class="crumb"><a href="/">Inbox</a></p>
  <h1>${report ? flowTitle(report.flow) : 'No report'}</h1>
  <div class="notice bad" role="alert"><p><strong>${VERB_TITLES[verb]} was not carried out.</strong> ${text}</p></div>
  ${report && html`<p>${badge(stateBadge(report.verdict ?? report.state))}</p>`}
  <h2>What you had typed</h2>
  ${facts([['Who decides', by], ['Why', why], ['Reference', ref], ['Input', input]])}
  <p><a href="${link(id)}">See how the flow stands now</a></p>`;

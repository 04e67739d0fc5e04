/** Runs of late: how many of each kind, and a page of them. */
import { FLOWS, INNER_FLOWS } from '../../../workflows/contracts/names.js';
import { LIST_STATES } from '../../list.js';
import type { Counts, RecentPage } from '../../recent.js';
import { badge, html, link, time, type Html } from '../html.js';
import type { Query } from '../query.js';
import { flowTitle, stateBadge, titleOf } from '../words.js';

export interface Recent extends RecentPage {
  counts: Counts;
  query: Query;
  /** The console shows one tenant: there is nothing to choose. */
  oneTenant: boolean;
}

const address = (query: Query): string => {
  const members = Object.entries(query).filter(([, value]) => value !== undefined && value !== '') as [string, string][];
  return members.length > 0 ? `/recent?${new URLSearchParams(members).toString()}` : '/recent';
};

function select(name: string, label: string, chosen: string | undefined, options: [string, string][]): Html {
  return html`<div class="field"><label for="${name}">${label}</label><select id="${name}" name="${name}">
    ${options.map(([value, words]) => html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${words}</option>`)}
  </select></div>`;
}

const filters = ({ query, oneTenant }: Recent): Html => html`<form action="/recent" class="filters" aria-label="Filter">
    ${select('state', 'State', query.state, [['', 'any'], ...LIST_STATES.map((state): [string, string] => [state, state === 'closed' ? 'Closed, however' : stateBadge(state).word])])}
    ${select('flow', 'Flow', query.flow, [['', 'any'], ...[...FLOWS, ...INNER_FLOWS].map((flow): [string, string] => [flow, flowTitle(flow)])])}
    ${select('days', 'Started within', query.days, [['', '30 days'], ['1', 'a day'], ['7', '7 days'], ['366', 'a year']])}
    <div class="field"><label for="party">Party</label><input id="party" name="party" value="${query.party ?? ''}" autocomplete="off"></div>
    ${oneTenant ? '' : html`<div class="field"><label for="tenant">Tenant</label><input id="tenant" name="tenant" value="${query.tenant ?? ''}" autocomplete="off"></div>`}
    <button>Show</button>
  </form>`;

function countTable(caption: string, rows: [Html, number][]): Html {
  return html`<table class="counts"><caption>${caption}</caption>
    <thead><tr><th scope="col">What</th><th scope="col" class="number">Runs</th></tr></thead>
    <tbody>${rows.map(([what, number]) => html`<tr><th scope="row">${what}</th><td class="number">${number.toLocaleString('en')}</td></tr>`)}</tbody>
  </table>`;
}

const CUT_OFF = { sign: '✕', word: 'Ended from outside', tone: 'bad' } as const;

function counts({ counts: { states, flows }, query }: Recent): Html {
  const { from: _from, ...rest } = query;
  const stateRow = ([state, number]: Counts['states'][number]): [Html, number] =>
    state === 'cut-off'
      ? [badge(CUT_OFF), number]
      : [html`<a href="${address({ ...rest, state })}">${badge(stateBadge(state))}</a>`, number];
  const flowRow = ([flow, number]: Counts['flows'][number]): [Html, number] => [html`<a href="${address({ ...rest, flow })}">${flowTitle(flow)}</a>`, number];
  return html`<div class="beside">${countTable('By state or verdict', states.map(stateRow))}${countTable('By flow', flows.map(flowRow))}</div>`;
}

export function recentPage(recent: Recent): Html {
  const { flows, next, query } = recent;
  const rows = flows.map(
    ({ workflowId, state, step, startedAt, closedAt, ...run }) => html`<tr>
      <th scope="row"><a href="${link(workflowId)}">${titleOf({ ...run, workflowId })}</a><br><code class="aside">${workflowId}</code></th>
      <td data-label="State">${badge(stateBadge(state))}${step ? html`<br><span class="aside">at ${step}</span>` : ''}</td>
      <td data-label="Started">${time(startedAt)}</td>
      <td data-label="Ended">${closedAt === undefined ? 'open' : time(closedAt)}</td>
    </tr>`,
  );
  return html`<h1>Recent runs</h1>
  ${filters(recent)}
  ${flows.length === 0 ? html`<p class="empty">No run matches.</p>` : html`${counts(recent)}
  <table class="runs">
    <caption>Runs, newest first${query.from === undefined ? '' : ' (continued)'}</caption>
    <thead><tr><th scope="col">Flow</th><th scope="col">State</th><th scope="col">Started</th><th scope="col">Ended</th></tr></thead>
    <tbody>${rows}</tbody>
  </table>
  <nav aria-label="Pages" class="pages">
    ${query.from === undefined ? '' : html`<a href="${address({ ...query, from: undefined })}">Newest</a>`}
    ${next === undefined ? '' : html`<a href="${address({ ...query, from: next })}" rel="next">Older runs</a>`}
  </nav>`}`;
}

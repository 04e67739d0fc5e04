/** What waits for a person. */
import { DEFAULT_TENANT } from '../../../workflows/contracts/names.js';
import type { Inbox } from '../../inbox/inbox.js';
import type { InboxEntry } from '../../inbox/entry.js';
import { isPlan, meaningOf } from '../../../workflows/contracts/words.js';
import { facts, html, link, time, timeAndAge, type Html } from '../html.js';
import { titleOf, verbTitle } from '../words.js';

function card(entry: InboxEntry, index: number): Html {
  const { workflowId, step, phase, since, unknown, check, verbs, fit } = entry;
  const id = `entry-${index}`;
  const others = verbs.filter((verb) => verb !== fit).map((verb) => verbTitle(verb, verbs));
  return html`<li><article class="card" aria-labelledby="${id}">
    <h2 id="${id}"><a href="${link(workflowId)}">${titleOf(entry)}</a></h2>
    ${facts([
      ['Waits at', step && `${phase === 'compensating' ? 'the undo of ' : ''}${step}`],
      ['Since', since === undefined ? html`unknown; started ${time(entry.startedAt)}` : timeAndAge(since)],
      [isPlan(verbs) ? 'The plan' : 'What is unknown or in the way', unknown],
      ['What to check', check],
      ['Then', fit && html`<strong>${verbTitle(fit, verbs)}</strong>: ${meaningOf(fit, entry)}${others.length > 0 ? ` (or ${others.join(', ')})` : ''}`],
      ['Asked for by', entry.requestedBy],
      ['Reference', entry.reference],
      ['Tenant', entry.tenant !== DEFAULT_TENANT && entry.tenant],
      ['Id', html`<code>${workflowId}</code>`],
    ])}
  </article></li>`;
}

/** Who waits longest comes first. */
const since = ({ since: parked, startedAt }: InboxEntry): string => parked ?? startedAt;

export function inboxPage({ entries, more, silent }: Inbox): Html {
  const sorted = entries.toSorted((a, b) => since(a).localeCompare(since(b)));
  const many = entries.length === 1 ? '1 flow waits' : `${entries.length} flows wait`;
  return html`<h1>Inbox</h1>
  ${silent && html`<div class="notice bad" role="alert"><p><strong>Some flows could not be asked:</strong> ${silent}. What they wait for is not shown; they are safe, and go on once a worker runs. Tell those who run Duesflow.</p></div>`}
  ${
    entries.length === 0
      ? html`<p class="empty">Nothing waits for a person. <a href="/recent">Recent runs</a> show what was done.</p>`
      : html`<p>${many} for a person’s word${more ? '; there are more than are shown' : ''}. Who waits longest comes first.</p>
  <ul class="cards">${sorted.map(card)}</ul>`
  }`;
}

/** One flow: how it stands, what its steps have done, what the records said, what may be decided. */
import type { Report, StepReport } from '../../../workflows/contracts/report.js';
import { adviceFor } from '../../inbox/advice.js';
import type { Listed } from '../../list.js';
import { isObject, words } from '../../plain-words.js';
import { isPlan, meaningOf } from '../../../workflows/contracts/words.js';
import { badge, facts, html, link, time, timeAndAge, type Html } from '../html.js';
import { KINDS, outcomeBadge, stateBadge, timeText, titleOf, undoBadge, VERB_TITLES, verbTitle, verdictSentence } from '../words.js';
import { decisionForms, type Forms } from './decision-form.js';

/** What came of a decision that was sent before this page. */
export interface Said {
  good: boolean;
  title: string;
  text: string;
}

/** What else the page tells. */
export interface Beside {
  answer?: Said | undefined;
  /** Of the flows that this one has started. */
  inside?: Html | undefined;
}

const inPairs = (ids: Record<string, string>): string =>
  Object.entries(ids).map(([name, value]) => `${name} ${value}`).join(', ');

export const said = ({ good, title, text }: Said): Html =>
  html`<div class="notice ${good ? 'good' : 'bad'}" role="${good ? 'status' : 'alert'}"><p><strong>${title}</strong> ${text}</p></div>`;

function waits(report: Report): Html {
  const { step, phase, since, why, verbs } = report.parked!;
  const { check, fit } = adviceFor(report, report.parked!);
  return html`<section class="card waits" aria-labelledby="waits">
    <h2 id="waits">Waits for a person at ${phase === 'compensating' ? 'the undo of ' : ''}“${step}”</h2>
    ${facts([
      ['Since', timeAndAge(since)],
      [isPlan(verbs) ? 'The plan' : 'What is unknown or in the way', why],
      ['What to check', check],
      ['Then', fit && html`<strong>${verbTitle(fit, verbs)}</strong>: ${meaningOf(fit, report.parked!)}`],
    ])}
  </section>`;
}

function row({ name, kind, outcome, owner, attempts, compensation, note, ids, startedAt, endedAt }: StepReport): Html {
  const given = inPairs(ids);
  return html`<tr>
    <th scope="row">${name}<br><span class="aside">${KINDS[kind]}</span></th>
    <td data-label="Outcome">${badge(outcomeBadge(outcome))}${owner === 'other' ? html` <span class="aside">not ours</span>` : ''}</td>
    <td data-label="Undo">${compensation === null ? html`<span class="aside">–</span>` : badge(undoBadge(compensation))}</td>
    <td class="said" data-label="What the records said">${note || '–'}${given ? html`<br><span class="aside">${given}</span>` : ''}</td>
    <td data-label="Asked">${attempts === 1 ? 'once' : `${attempts} times`}<br><span class="aside">${time(endedAt ?? startedAt)}</span></td>
  </tr>`;
}

const steps = (report: Report): Html =>
  report.steps.length === 0
    ? html`<p>No step has begun yet.</p>`
    : html`<table class="steps">
    <caption>Steps, in the order in which they were begun</caption>
    <thead><tr><th scope="col">Step</th><th scope="col">Outcome</th><th scope="col">Undo</th><th scope="col">What the records said when last looked</th><th scope="col">Asked</th></tr></thead>
    <tbody>${report.steps.map(row)}</tbody>
  </table>`;

function decisions({ operator }: Report): Html | undefined {
  if (operator.length === 0) return undefined;
  return html`<section aria-labelledby="decisions"><h2 id="decisions">Decisions so far</h2><ul>
    ${operator.map(({ verb, step, by, why, at }) => html`<li>${time(at)}: <strong>${VERB_TITLES[verb]}</strong> at “${step}” by ${by}: ${why}</li>`)}
  </ul></section>`;
}

function result({ result: values }: Report): Html | undefined {
  const pairs = Object.entries(values).flatMap(([name, value]): [string, string][] => {
    if (isObject(value)) return Object.entries(value).map(([inner, one]) => [`${name}: ${inner}`, words(one)]);
    if (Array.isArray(value)) return [[name, value.map(words).join('; ') || 'none']];
    return [[name, words(value)]];
  });
  if (pairs.length === 0) return undefined;
  return html`<section aria-labelledby="result"><h2 id="result">Result, as last read</h2>${facts(pairs)}</section>`;
}

const notes = ({ notes: lines }: Report): Html | undefined =>
  lines.length === 0 ? undefined : html`<section aria-labelledby="notes"><h2 id="notes">Notes</h2><ul>${lines.map((line) => html`<li>${line}</li>`)}</ul></section>`;

export const flowPage = (report: Report, listed: Listed, forms: Forms, { answer, inside }: Beside = {}): Html => html`
  <p class="crumb"><a href="/">Inbox</a></p>
  <h1>${titleOf({ ...listed, flow: report.flow, workflowId: report.workflowId })}</h1>
  ${answer && said(answer)}
  <p>${badge(stateBadge(report.verdict ?? report.state))} ${verdictSentence(report.verdict)} <a class="again" href="${link(report.workflowId)}">Look again</a> <span class="aside">seen ${timeText(new Date().toISOString())}</span></p>
  ${report.parked && waits(report)}
  ${facts([
    ['Id', html`<code>${report.workflowId}</code>`],
    ['Tenant', report.tenant],
    ['Asked for by', report.requestedBy],
    ['Reference', report.reference],
    ['Ids', inPairs(report.ids)],
    ['Cause', report.cause && [report.cause.step, report.cause.message].filter(Boolean).join(': ')],
  ])}
  ${steps(report)}
  ${inside}
  ${report.parked && decisionForms(report, forms)}
  ${decisions(report)}
  ${result(report)}
  ${notes(report)}`;

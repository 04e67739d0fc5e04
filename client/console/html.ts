/** Pieces of pages. Whatever is put into a template is escaped. */
import { html, raw } from 'hono/html';
import { agoText, timeText, type Badge } from './words.js';

export { html, raw };
export type Html = ReturnType<typeof html>;

export const link = (workflowId: string): string => `/flows/${encodeURIComponent(workflowId)}`;

export const badge = ({ sign, word, tone }: Badge): Html =>
  html`<span class="badge ${tone}"><span class="sign" aria-hidden="true">${sign}</span> ${word}</span>`;

export const time = (iso: string): Html => html`<time datetime="${iso}">${timeText(iso)}</time>`;
export const timeAndAge = (iso: string): Html => html`${time(iso)} (${agoText(iso)})`;

/** Names and values; what has no value is left out. */
export function facts(pairs: [string, Html | string | undefined | null | false][]): Html {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== false && value !== '');
  return html`<dl class="facts">
    ${known.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

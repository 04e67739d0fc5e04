/** A form for each verb that fits. */
import { randomUUID } from 'node:crypto';
import type { Verb } from '../../../workflows/contracts/names.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { adviceFor } from '../../inbox/advice.js';
import { meaningOf } from '../../../workflows/contracts/words.js';
import { takesInput, takesRef, type Faults, type Field, type Typed } from '../decision.js';
import { html, link, type Html } from '../html.js';
import { correctable, needed } from '../members.js';
import { verbTitle } from '../words.js';

export interface Forms {
  /** Token of the session's forms. */
  form: string;
  /** Who decided last in this browser. */
  by: string;
  /** What was typed into a form that was not carried out, and what is wrong with it. */
  typed?: Typed;
  faults?: Faults;
}

interface FieldOf {
  verb: Verb;
  name: Field;
  label: string;
  hint?: string | Html;
  value: string;
  fault?: string;
  required?: boolean;
  kind?: 'text' | 'lines' | 'json';
}

function field({ verb, name, label, hint, value, fault, required = true, kind = 'text' }: FieldOf): Html {
  const id = `${verb}-${name}`;
  const described = [hint && `${id}-hint`, fault && `${id}-fault`].filter(Boolean).join(' ');
  const state = html`${described && html` aria-describedby="${described}"`}${fault && html` aria-invalid="true"`}${required && html` required`}`;
  const control =
    kind === 'text'
      ? html`<input id="${id}" name="${name}" value="${value}" autocomplete="${name === 'by' ? 'name' : 'off'}"${state}>`
      : html`<textarea id="${id}" name="${name}" rows="${kind === 'json' ? 5 : 2}"${kind === 'json' && html` class="json" spellcheck="false"`}${state}>
${value}</textarea>`;
  return html`<div class="field">
      <label for="${id}">${label}${required ? '' : ' (optional)'}</label>
      ${hint && html`<p class="hint" id="${id}-hint">${hint}</p>`}
      ${fault && html`<p class="fault" id="${id}-fault">${fault}</p>`}
      ${control}
    </div>`;
}

function inputHint(verb: Verb, flow: Report['flow'], step: string): Html {
  const names = verb === 'retryWith' ? correctable(flow, step) : needed(step);
  if (verb === 'skip') return html`Later steps need ${names.join(', ')}, such as <code>{"${names[0]}": "8158"}</code>`;
  const may = names.length > 0 ? `What may be corrected here: ${names.join(', ')}. ` : '';
  return html`${may}One JSON object with the members that change, each as a whole: <code>{"${names[0] ?? 'payment'}": …}</code>`;
}

function verbForm(report: Report, verb: Verb, { form, by, typed, faults = {} }: Forms, open: boolean): Html {
  const { step, since, phase, verbs } = report.parked!;
  const title = verbTitle(verb, verbs);
  const mine = typed?.verb === verb ? typed : undefined;
  const faultOf = (name: Field): { fault?: string } => (mine && faults[name] !== undefined ? { fault: faults[name] } : {});
  const needs = verb === 'skip' && phase === 'forward' ? needed(step) : [];
  const hasInput = takesInput(verb) && (verb === 'retryWith' || needs.length > 0);
  const hidden = { form, verb, updateId: mine?.updateId ?? randomUUID(), step, since };
  return html`<details name="verb"${open && html` open`}>
    <summary><span class="verb">${title}</span> <span class="meaning">${meaningOf(verb, report.parked!)}</span></summary>
    <form method="post" action="${link(report.workflowId)}" aria-label="${title}">
      ${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
      ${field({ verb, name: 'by', label: 'Who decides', value: mine?.by ?? by, ...faultOf('by') })}
      ${field({ verb, name: 'why', label: 'Why', hint: 'Kept in the report, for whoever reads it later.', value: mine?.why ?? '', kind: 'lines', ...faultOf('why') })}
      ${takesRef(verb) && field({ verb, name: 'ref', label: 'Reference', hint: 'Id or reference under which the record can be found. It is looked at before this is believed, which may take a minute.', value: mine?.ref ?? '', ...faultOf('ref') })}
      ${hasInput && field({ verb, name: 'input', label: verb === 'retryWith' ? 'Corrected input' : 'For later steps', hint: inputHint(verb, report.flow, step), value: mine?.input ?? '', kind: 'json', ...faultOf('input') })}
      <button>${title}</button>
    </form>
  </details>`;
}

/** The one that fits best comes first and is open, unless another was sent and is shown again. */
export function decisionForms(report: Report, forms: Forms): Html {
  const { verbs } = report.parked!;
  const { fit } = adviceFor(report, report.parked!);
  const open = forms.typed && verbs.includes(forms.typed.verb) ? forms.typed.verb : fit;
  const sorted = verbs.toSorted((a, b) => Number(b === fit) - Number(a === fit));
  return html`<section aria-labelledby="decide">
    <h2 id="decide">Decide</h2>
    ${sorted.map((verb) => verbForm(report, verb, forms, verb === open))}
  </section>`;
}

/** The sentence that a failing answer carries, wherever it stands in the body. Scrubbed and capped. */
import { scrub } from './scrub.js';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** ValidationResultsData: `Errors` and `Warnings`, each a collection of `{ FieldName, Message }` (facts 2.4). */
export const isValidation = (body: unknown): body is Fields =>
  isFields(body) && String(body.$type).includes('ValidationResultsData');

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value as unknown[];
  return isFields(value) && Array.isArray(value.$values) ? (value.$values as unknown[]) : [];
}

const asText = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

/** The validation messages, joined; says so when there are none, which happens (facts 2.4). */
export function validationText(body: Fields): string {
  const found = [...list(body.Errors), ...list(body.Warnings)]
    .map((one) => (isFields(one) ? asText(one.Message) || asText(one.FieldName) : asText(one)))
    .filter((one) => one !== '');
  return found.length > 0 ? scrub([...new Set(found)].join('; ')) : 'refused as invalid, without a reason';
}

/** ValidateResultsData of `_validate`, and what LegacyBilling's runs answer, which is the same and more (facts 2.5, 4). */
export const isValidateResults = (body: unknown): boolean =>
  isFields(body) && /\.(?:ValidateResultsData|LegacyBillingResultsData)\b/.test(String(body.$type));

/** Was it accepted? `IsValid` is left out when it is false, as all defaults are (facts 2.2). */
export const isValid = (body: unknown): boolean => isFields(body) && body.IsValid === true;

/** Does a validation result hold at least one error? */
export const hasErrors = (body: Fields): boolean => list(body.Errors).length > 0;

/** Message of a JSON body (Web API, OAuth, ServiceResponse, ResponseStatus), or of a plain text that is no page. */
export function failureText(body: unknown, text: string): string {
  if (isValidation(body)) return validationText(body);
  if (typeof body === 'string') return scrub(body);
  if (isFields(body)) {
    if (isValidateResults(body)) {
      const inner = isFields(body.ValidationResults) ? body.ValidationResults : {};
      return validationText({ Errors: [...list(inner.Errors), ...list(body.Messages)], Warnings: inner.Warnings });
    }
    if (isValidation(body.ValidationResults) && hasErrors(body.ValidationResults)) {
      return validationText(body.ValidationResults);
    }
    for (const name of ['Message', 'message', 'error_description', 'error', 'ReasonPhrase']) {
      const found = asText(body[name]);
      if (found !== '') return scrub(found);
    }
    // Every answer of YourMembership may carry one (facts Y2).
    return isFields(body.ResponseStatus) ? failureText(body.ResponseStatus, '') : '';
  }
  return looksLikePage(text) ? '' : scrub(text);
}

/** Something that was not written by the API: a page of a proxy, a log-in form, an error page of the web server. */
export const looksLikePage = (text: string, contentType = ''): boolean =>
  /\bhtml\b/i.test(contentType) || /^\s*<(?:!doctype|html|head|body|\?xml|h1)/i.test(text);

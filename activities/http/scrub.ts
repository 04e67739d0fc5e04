/** Text that comes from outside, made fit for logs, reports and the history of a flow. */

const MAX = 300;

const RULES: readonly [RegExp, string][] = [
  [/\bBearer\s+\S+/gi, '[token]'],
  [/\beyJ[\w-]{10,}(?:\.[\w-]+)*/g, '[token]'],
  [/\b(password|access_token|refresh_token|client_secret)(["']?\s*[=:]\s*)("[^"]*"|[^\s&,;}]+)/gi, '$1$2[secret]'],
  [/[^\s@<>"'(),;:]+@[^\s@<>"'(),;:]+\.[^\s@<>"'(),;:]+/g, '[e-mail]'],
  // Card numbers in groups, then telephone and social security numbers, then any long run of digits.
  [/\b\d(?:[ -]?\d){12,18}\b/g, '[number]'],
  [/\(?\b\d{3}\)?[ .-]\d{3}[ .-]\d{4}\b/g, '[number]'],
  [/\b\d{3}-\d{2}-\d{4}\b/g, '[number]'],
  [/\d{9,}/g, '[number]'],
];

/**
 * Takes out e-mail addresses, tokens, card and telephone numbers and long runs of digits, folds white space, and caps
 * at 300 characters. Names of persons cannot be told from other words: messages of the API seldom hold any.
 */
export function scrub(text: string): string {
  const clean = RULES.reduce((rest, [pattern, mark]) => rest.replace(pattern, mark), text.slice(0, 5000));
  const line = clean.replace(/\s+/g, ' ').trim();
  return line.length > MAX ? `${line.slice(0, MAX - 3)}...` : line;
}

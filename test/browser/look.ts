/** What a page must have so that everybody can use it. Runs in the page. */
import type { Page } from 'playwright-core';

/** The faults that are found, in words. The compiler's own helper is put beside it. */
export const checkPage = (page: Page): Promise<string[]> => page.evaluate(`(() => { const __name = (it) => it; return (${look.toString()})(); })()`);

/** Goes into the browser as text, and so uses nothing of this module. */
function look(): string[] {
  const faults: string[] = [];
  const d = (globalThis as unknown as { document: Doc }).document;
  const all = (selector: string): El[] => [...d.querySelectorAll(selector)];
  const expect = (holds: boolean, fault: string): void => void (holds || faults.push(fault));

  expect(d.documentElement.lang === 'en', 'no language');
  expect(d.title !== '', 'no title');
  for (const one of ['main', 'header', 'nav[aria-label]', 'h1']) expect(all(one).length >= 1, `no ${one}`);
  expect(all('h1').length === 1, 'more than one h1');
  const levels = all('h1, h2, h3').map(({ tagName }) => Number(tagName[1]));
  expect(levels.every((level, index) => index === 0 || level <= levels[index - 1]! + 1), `headings leap: ${levels.join(' ')}`);
  for (const field of all('input:not([type=hidden]), select, textarea')) expect((field.labels?.length ?? 0) > 0, `no label: ${field.outerHTML}`);
  for (const button of all('button, a')) expect(button.textContent.trim() !== '', `says nothing: ${button.outerHTML}`);
  for (const table of all('table')) expect(table.querySelector('caption') !== null && table.querySelector('th[scope=col]') !== null, 'a table without caption or scopes');
  const ids = all('[id]').map(({ id }) => id);
  expect(new Set(ids).size === ids.length, `an id twice: ${ids.join(' ')}`);
  for (const one of all('[aria-describedby], [aria-labelledby]'))
    for (const name of ['aria-describedby', 'aria-labelledby'])
      for (const id of (one.getAttribute(name) ?? '').split(' ').filter(Boolean)) expect(ids.includes(id), `${name} names nothing: ${id}`);
  const { scrollWidth, clientWidth } = d.documentElement;
  expect(scrollWidth <= clientWidth, `wider than the window: ${scrollWidth} of ${clientWidth}`);

  // Contrast of text as WCAG counts it; large text needs less, which is not made use of.
  const channels = (colour: string): number[] => (colour.match(/[\d.]+/g) ?? []).map(Number);
  const light = ([r = 0, g = 0, b = 0]: number[]): number => {
    const [x, y, z] = [r, g, b].map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * x! + 0.7152 * y! + 0.0722 * z!;
  };
  const backOf = (one: El | null): number[] => {
    if (!one) return [255, 255, 255];
    const colour = channels(styleOf(one).backgroundColor);
    return colour.length > 0 && colour[3] !== 0 ? colour : backOf(one.parentElement);
  };
  const styleOf = (one: El) => (globalThis as unknown as { getComputedStyle(one: El): { color: string; backgroundColor: string } }).getComputedStyle(one);
  for (const one of all('body *')) {
    const own = [...one.childNodes].some(({ nodeType, textContent }) => nodeType === 3 && textContent.trim() !== '');
    if (!own || one.getClientRects().length === 0) continue;
    const [a, b] = [light(channels(styleOf(one).color)), light(backOf(one))].sort((x, y) => y - x);
    const ratio = (a! + 0.05) / (b! + 0.05);
    expect(ratio >= 4.5, `contrast ${ratio.toFixed(2)}: ${one.textContent.trim().slice(0, 40)}`);
  }
  return faults;
}

/** The little of the DOM that is used here: the project's types are those of Node. */
interface El {
  id: string;
  tagName: string;
  outerHTML: string;
  textContent: string;
  labels?: { length: number };
  parentElement: El | null;
  childNodes: Iterable<{ nodeType: number; textContent: string }>;
  querySelector(selector: string): El | null;
  getAttribute(name: string): string | null;
  getClientRects(): { length: number };
}
interface Doc {
  title: string;
  documentElement: { lang: string; scrollWidth: number; clientWidth: number };
  querySelectorAll(selector: string): Iterable<El>;
}

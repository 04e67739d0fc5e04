/** Figures as people read them. */
import Table from 'cli-table3';

const MEGABYTE = 1024 * 1024;

export const megabytes = (bytes: number): number => Math.round(bytes / MEGABYTE);
export const sum = (counts: Record<string, number>): number => Object.values(counts).reduce((so, one) => so + one, 0);
export const rounded = (value: number, places = 1): number => Number(value.toFixed(places));

/** A line of figures for each measurement; `flat` ones must not grow with its size. */
export interface Line<Figures> {
  name: string;
  of: (figures: Figures) => number | string;
  flat?: boolean;
}

/** Measurements side by side. With several, the last column holds the greatest by the least of what must be flat. */
export function figuresTable<Figures>(title: string, heads: string[], all: Figures[], lines: Line<Figures>[]): string {
  const table = new Table({ head: [title, ...heads, ...(all.length > 1 ? ['ratio'] : [])], style: { head: [], border: [], compact: true } });
  for (const { name, of, flat } of lines) {
    const values = all.map(of);
    table.push([name, ...values.map((value) => ({ content: value, hAlign: 'right' as const })), ...(all.length > 1 ? [flat ? ratio(values) : ''] : [])]);
  }
  return table.toString();
}

function ratio(values: (number | string)[]): string {
  const numbers = values.map(Number);
  return (Math.max(...numbers) / Math.min(...numbers)).toFixed(2);
}

/** A table as Markdown has it, aligned for reading as it is. */
export function markdownTable(head: string[], rows: (string | number)[][]): string {
  const none = { top: '', 'top-mid': '', 'top-left': '', 'top-right': '', bottom: '', 'bottom-mid': '', 'bottom-left': '', 'bottom-right': '' };
  const chars = { ...none, left: '|', right: '|', middle: '|', mid: '-', 'left-mid': '|', 'mid-mid': '|', 'right-mid': '|' };
  const table = new Table({ head, chars, style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => row.map((value) => (typeof value === 'number' ? { content: value, hAlign: 'right' as const } : value))));
  return table.toString();
}

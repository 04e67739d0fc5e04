/** What is wrong with a file as a whole. A bad row is no exception: it is counted in the manifest. */

/** `unavailable` may pass: the same call may be made again. All others need a person. */
export type ImportProblemCode =
  | 'unreadable'
  | 'unavailable'
  | 'encoding'
  | 'empty'
  | 'no-header'
  | 'separator'
  | 'quotes'
  | 'too-long'
  | 'unknown-column'
  | 'repeated-column'
  | 'missing-column'
  | 'mapping'
  | 'job-id'
  | 'content-changed'
  | 'not-staged'
  | 'results';

export interface Place {
  /** 1-based line of the source. */
  line?: number;
  /** Column of the source, or member of the input. */
  column?: string;
}

/** Its message names place, fault and cure, and never holds a value of a row. */
export class ImportProblem extends Error {
  readonly code: ImportProblemCode;
  readonly line?: number;
  readonly column?: string;
  /** What to do about it; the message ends with it. */
  readonly cure: string;

  constructor(code: ImportProblemCode, fault: string, cure: string, place: Place = {}) {
    super(`${placed(place)}${fault}; ${cure}`);
    this.name = 'ImportProblem';
    this.code = code;
    this.cure = cure;
    if (place.line !== undefined) this.line = place.line;
    if (place.column !== undefined) this.column = place.column;
  }
}

/** `line 7, column PartyId: `, as far as known. */
export function placed({ line, column }: Place): string {
  const words = [line !== undefined && `line ${line}`, column !== undefined && `column ${shown(column)}`];
  const known = words.filter((word) => word !== false);
  return known.length > 0 ? `${known.join(', ')}: ` : '';
}

/** A column's name fit for a message. */
export const shown = (name: string): string =>
  name
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 60);

/** The row of a file that cannot be sent, and why; names no value. */
export interface RowProblem {
  line: number;
  column?: string;
  message: string;
}

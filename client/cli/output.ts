/** What the command writes: results to standard output, all else to standard error. */
import { inspect, styleText } from 'node:util';
import { EXIT, messageOf, Problem, type ExitCode } from '../problem.js';

type Style = Parameters<typeof styleText>[0];

/** Colours only for a person who watches. */
export function paint(style: Style, text: string, stream: NodeJS.WriteStream = process.stdout): string {
  return stream.isTTY && !process.env['NO_COLOR'] ? styleText(style, text) : text;
}

export const print = (text: string): void => void process.stdout.write(`${text}\n`);

export const printJson = (value: unknown): void => print(JSON.stringify(value, null, 2));

/** A line for the person who waits. */
export const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** One line what, one line cure; with `json` the same on standard output. Returns the exit code. */
export function fail(error: unknown, json: boolean): ExitCode {
  const problem = asProblem(error);
  const { message, cure, exitCode } = problem;
  if (json) printJson({ error: { name: problem.name, message, cure, exitCode } });
  note(`${paint('red', 'error:', process.stderr)} ${message}`);
  note(`${paint('yellow', 'cure:', process.stderr)}  ${cure}`);
  if (process.env['DEBUG']) note(inspect(error));
  return exitCode;
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // By its name: who never sees a payload need not load what decrypts it.
  if (error instanceof Error && error.name === 'Unreadable') return new Problem(error.message, '`duesflow doctor` tells which keys are missing.', EXIT.unreachable, error);
  return new Problem(
    messageOf(error),
    'This is not expected. Set DEBUG=1 to see where it comes from.',
    EXIT.internal,
    error,
  );
}

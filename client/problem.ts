/** Exit codes of the command (docs: the table of verbs). */
export const EXIT = { completed: 0, internal: 1, usage: 2, otherVerdict: 3, parked: 4, unreachable: 5 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A fault that a person can mend: what is wrong in one line, the cure in another. */
export class Problem extends Error {
  override readonly name: string = 'Problem';
  readonly cure: string;
  readonly exitCode: ExitCode;

  constructor(message: string, cure: string, exitCode: ExitCode = EXIT.unreachable, cause?: unknown) {
    super(message, { cause });
    this.cure = cure;
    this.exitCode = exitCode;
  }
}

/** The message of anything thrown, in one line. */
export function messageOf(error: unknown): string {
  const message = (error as { message?: unknown } | undefined)?.message;
  return (typeof message === 'string' && message ? message : String(error)).split('\n')[0]!.trim();
}

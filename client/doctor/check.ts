/** One thing that `doctor` looks at. */
export interface Check {
  check: string;
  ok: boolean;
  message: string;
  /** No fault yet, but a person should know. */
  warning?: true;
  /** Of a fault or a warning. */
  cure?: string;
}

export const good = (check: string, message: string): Check => ({ check, ok: true, message });
export const warning = (check: string, message: string, cure: string): Check => ({ check, ok: true, warning: true, message, cure });
export const bad = (check: string, message: string, cure: string): Check => ({ check, ok: false, message, cure });

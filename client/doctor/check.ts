/** One thing that `doctor` looks at. */
export interface Check {
  check: string;
  ok: boolean;
  message: string;
  /** Of a fault. */
  cure?: string;
}

export const good = (check: string, message: string): Check => ({ check, ok: true, message });
export const bad = (check: string, message: string, cure: string): Check => ({ check, ok: false, message, cure });

/** CPU time of a process, threads included, from /proc. */
import { readFileSync } from 'node:fs';

/** Of Linux on every processor that Node runs on. */
const TICKS_A_SECOND = 100;
/** `utime` and `stime`, counted from the field behind the name (proc(5)). */
const UTIME = 11;

/** CPU seconds, user and system, since the process began; NaN where there is no /proc. */
export function cpuSecondsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[UTIME]) + Number(fields[UTIME + 1])) / TICKS_A_SECOND;
  } catch {
    return NaN;
  }
}

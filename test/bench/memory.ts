/** What a process takes, in bytes. */
import { readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

export interface Memory {
  /** Greatest resident set since the process began. */
  rssPeak: number;
  /** Resident set now. */
  rss: number;
  /** Greatest heap of the main thread, garbage not yet collected among it. */
  heapPeak: number;
  /** The heap of the main thread now, without garbage. */
  heapLive: number;
}

/** Greatest resident set of a process; undefined where there is no /proc. */
export function rssPeakOf(pid: number | 'self'): number | undefined {
  try {
    const [, kilobytes] = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}

/** Watches the memory of this process from now on. */
export function watchMemory(everyMs = 50): () => Memory {
  let heapPeak = 0;
  const look = (): void => {
    heapPeak = Math.max(heapPeak, process.memoryUsage().heapUsed);
  };
  setInterval(look, everyMs).unref();
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  return () => {
    look();
    const rssPeak = rssPeakOf('self') ?? process.resourceUsage().maxRSS * 1024;
    collect();
    const { rss, heapUsed: heapLive } = process.memoryUsage();
    return { rssPeak, rss, heapPeak, heapLive };
  };
}

/** So many flows, so many of them open at a time. */
export interface LapOrder {
  flows: number;
  concurrency: number;
  /** Number of the first buyer. */
  from: number;
}

export interface Lap {
  flows: number;
  seconds: number;
  /** Of one flow, from its start to its end as the caller sees them, in milliseconds. */
  p50: number;
  p95: number;
}

/** `one` is told the number of its buyer and of its loop: a loop stays with one tenant. */
export async function runLap({ flows, concurrency, from }: LapOrder, one: (n: number, loop: number) => Promise<void>): Promise<Lap> {
  const times: number[] = [];
  let next = 0;
  const loop = async (_: unknown, number: number): Promise<void> => {
    for (let n = next++; n < flows; n = next++) {
      const begun = performance.now();
      await one(from + n, number);
      times.push(performance.now() - begun);
    }
  };
  const begun = performance.now();
  await Promise.all(Array.from({ length: Math.min(concurrency, flows) }, loop));
  return { flows, seconds: (performance.now() - begun) / 1000, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/** The value that this share of the values does not exceed (nearest rank). */
export function quantile(values: number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

/** The simulator's own door for tests and demonstrations: faults, ledger, judgement. No part of iMIS. */
import got from 'got';

export interface Rule {
  match: { method?: string; path?: string; contains?: string; nth?: number; times?: number };
  fault: { kind: string } & Record<string, unknown>;
}

export interface Judgement {
  duplicates: { sentence: string }[];
  orphans: { sentence: string }[];
  falseWords: { sentence: string }[];
  undoneBefore: { sentence: string }[];
}

export interface LedgerEntry {
  kind: string;
  user: string;
  partyId?: string;
  invoiceId?: string;
  reference?: string;
  amount?: string;
}

export function simulatorAdmin(url: string) {
  const api = got.extend({
    prefixUrl: `${url}/_sim/`,
    responseType: 'json',
    retry: { limit: 0 },
    timeout: { request: 5000 },
  });
  return {
    fault: async (rule: Rule): Promise<void> => void (await api.post('faults', { json: rule })),
    clearFaults: async (): Promise<void> => void (await api.delete('faults', { json: {} })),
    faultHit: async (): Promise<boolean> =>
      (await api.get<{ hits: number; waiting: number }[]>('faults')).body.some(
        ({ hits, waiting }) => hits + waiting > 0,
      ),
    ledger: async (): Promise<LedgerEntry[]> => (await api.get<LedgerEntry[]>('ledger')).body,
    calls: async (): Promise<unknown[]> => (await api.get<unknown[]>('calls')).body,
    check: async (reports: { report: unknown; input: unknown }[]): Promise<Judgement> =>
      (await api.post<Judgement>('check', { json: { reports } })).body,
  };
}

export type SimulatorAdmin = ReturnType<typeof simulatorAdmin>;

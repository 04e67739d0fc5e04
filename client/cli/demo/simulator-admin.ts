/** The simulator's own door for tests and demonstrations: faults, ledger, judgement. No part of either vendor. */
import got from 'got';

export interface Rule {
  match: { method?: string; path?: string; operation?: string; contains?: string; nth?: number; times?: number };
  fault: { kind: string } & Record<string, unknown>;
}

/** What people do in iMIS meanwhile (test/simulator/README.md, `sim.staff`). */
export interface OfficeAct {
  act: string;
  args: unknown[];
}

export interface Judgement {
  duplicates: { sentence: string }[];
  orphans: { sentence: string }[];
  falseWords: { sentence: string }[];
  undoneBefore: { sentence: string }[];
}

export interface FlowCase {
  report: unknown;
  input: unknown;
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
    timeout: { request: 20_000 },
  });
  return {
    /** Answers with the id of the rule. */
    fault: async (rule: Rule): Promise<string> =>
      (await api.post<{ ids: [string] }>('faults', { json: rule })).body.ids[0],
    clearFaults: async (): Promise<void> => void (await api.delete('faults', { json: {} })),
    faultHit: async (rule: string): Promise<boolean> =>
      (await api.get<{ id: string; hits: number; waiting: number }[]>('faults')).body.some(
        ({ id, hits, waiting }) => id === rule && hits + waiting > 0,
      ),
    /** Differences between tenants (test/simulator/TENANT.md). */
    switch: async (switches: Record<string, unknown>): Promise<void> =>
      void (await api.post('switches', { json: switches })),
    office: async (act: OfficeAct): Promise<void> => void (await api.post('staff', { json: act })),
    ledger: async (): Promise<LedgerEntry[]> => (await api.get<LedgerEntry[]>('ledger')).body,
    calls: async (): Promise<unknown[]> => (await api.get<unknown[]>('calls')).body,
    check: async (reports: FlowCase[]): Promise<Judgement> =>
      (await api.post<Judgement>('check', { json: { reports } })).body,
  };
}

export type SimulatorAdmin = ReturnType<typeof simulatorAdmin>;

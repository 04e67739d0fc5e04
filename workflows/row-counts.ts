/** Rows of an import by what became of them, as the reports name them. */
export function rowCounts(counts: Record<string, number>): Record<string, number> {
  const of = (status: string): number => counts[status] ?? 0;
  return {
    imported: of('imported'),
    warnings: of('warning'),
    errors: of('error'),
    alreadyDone: of('already-done'),
    notSent: of('not-sent'),
    unknown: of('unknown'),
  };
}

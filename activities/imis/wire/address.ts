/** Addresses of entities, by ASI's own client's rule (facts 2.1). */

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Address {
  /** Below `/api/`. */
  path: string;
  query?: Query;
}

const isPlain = (part: string): boolean => encodeURIComponent(part) === part;

/** `Entity/{id}` when URL-encoding leaves the id as it is, else `Entity?EntityId={id}`: routing refuses `/` and `:`. */
export function entityAddress(entity: string, id: string): Address {
  return isPlain(id) ? { path: `${entity}/${id}` } : { path: entity, query: { EntityId: id } };
}

/** `Entity/~part1|part2`, as the vendor's page has it; `?EntityId=` when a part cannot stand in a path. */
export function compositeAddress(entity: string, parts: readonly string[]): Address {
  const id = `~${parts.join('|')}`;
  return parts.every(isPlain)
    ? { path: `${entity}/${encodeURIComponent(id)}` }
    : { path: entity, query: { EntityId: id } };
}

/** The full URL. `path` stands below `/api/` of the tenant's base address. */
export function apiUrl(baseUrl: string, path: string, query: Query = {}): URL {
  const url = new URL(`${baseUrl.replace(/\/+$/, '')}/api/${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) url.searchParams.append(name, String(value));
  }
  return url;
}

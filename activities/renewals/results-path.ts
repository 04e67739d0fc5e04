/** Where the results of a run go when nobody named a file. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';

const LONGEST = 150;

/** Named after the business key; keys that are too long for a file's name end in a hash. */
export function resultsPath(dataDir: string, tenant: string, key: string): string {
  const safe = encodeURIComponent(decoded(key));
  const name = safe.length <= LONGEST ? safe : `${safe.slice(0, LONGEST - 21)}-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`;
  return join(dataDir, 'renewals', tenant, `${name}.csv`);
}

/** A key has its spaces percent-encoded already: once is enough. */
function decoded(key: string): string {
  try {
    return decodeURIComponent(key);
  } catch {
    return key;
  }
}

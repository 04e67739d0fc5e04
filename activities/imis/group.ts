/** Group: a chapter, committee or section, by its id such as `CHAPT/EAST`. */
import type { Imis } from './api.js';
import { entityAddress } from './wire/address.js';
import { single } from './wire/paged.js';
import { malformed, requiredText, sameId } from './wire/shape.js';

export interface Group {
  groupId: string;
}

/** GET /api/Group?EntityId= (the id holds a slash). undefined when there is none. Throws ReadFailed. */
export async function readGroup(imis: Imis, groupId: string): Promise<Group | undefined> {
  const { path, query } = entityAddress('Group', groupId);
  const body = await imis.read(path, query);
  const raw = body === undefined ? undefined : single(body, 'Group');
  if (raw === undefined) return undefined;
  const found = requiredText(raw, 'GroupId');
  return sameId(found, groupId) ? { groupId: found } : malformed('another Group came than was asked for');
}

import type { Context } from '../context.js';
import type { JsonObject } from '../wire/json.js';

/** One service of YourMembership; the router adds what every answer carries. A verb without handler answers 405. */
export interface YmService {
  name: string;
  /** Needs the permission CanAdminMembers. */
  adminsMembers?: boolean;
  /** The vendor's page says "with cache". */
  cached?: boolean;
  get?: (context: Context, id: string | undefined) => JsonObject;
  post?: (context: Context) => JsonObject;
  put?: (context: Context) => JsonObject;
}

/**
 * Has iMIS made a member of who joined? JoinDate and CustomerTypeCode are set by the order (RESTRICTED, Join Now): they
 * are read, and waited for as long as a write takes to settle. What is not set then is told; nothing is undone for it.
 */
import { readParty } from '../../imis/party.js';
import type { Runtimes } from '../../tenants/runtime.js';
import { MARGIN } from '../../write/book.js';
import { pollActivity } from '../../write/poll.js';
import { replyOf } from '../../write/reply.js';

export interface ConfirmJoin {
  partyId: string;
}

export interface Joined {
  joinDate: string | null;
  customerTypeCode: string | null;
  /** What was not set as it should be, one sentence each. */
  missing: string[];
}

export const confirmJoin = (runtimes: Runtimes) =>
  pollActivity<ConfirmJoin, Joined>(runtimes, async ({ imis, tenant }, { input }, turn) => {
    const { joinDate = null, customerTypeCode = null, isMember } = (await readParty(imis, input.partyId)) ?? {};
    const missing = [
      joinDate === null && 'JoinDate is empty',
      isMember !== true && `CustomerTypeCode is ${customerTypeCode ?? 'empty'}, which ${isMember === false ? 'is not that of a member' : 'iMIS does not tell to be that of a member'}`,
    ].filter((one) => typeof one === 'string');
    if (missing.length > 0 && turn.waitedMs < tenant.settleMs * MARGIN) return { waiting: missing.join('; ') };
    const evidence = missing.length > 0 ? missing.join('; ') : 'JoinDate is set, and the customer type is that of a member';
    return replyOf<Joined, never>('done', evidence, { owner: 'us', maybeSent: false, result: { joinDate, customerTypeCode, missing } });
  });

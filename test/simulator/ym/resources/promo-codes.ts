import { Decimal } from 'decimal.js';
import type { JsonObject } from '../../wire/json.js';
import { ymDecline } from '../answer.js';
import type { YmPromoCode } from '../model.js';
import { readInt, readMembers, readText } from '../read.js';
import type { YmService } from '../service.js';
import { ymClientId } from '../store.js';
import { wireDay } from '../time.js';
import { validPromoCode } from '../world/promo-codes.js';

const promoCodeData = (row: YmPromoCode): JsonObject => ({
  FriendlyName: row.friendlyName,
  ...(row.flatDiscount === undefined ? {} : { FlatDiscount: new Decimal(row.flatDiscount).toNumber() }),
  ...(row.percentDiscount === undefined ? {} : { PercentDiscount: row.percentDiscount }),
  PromoCodeID: row.id,
  ClientID: ymClientId,
  PromoCode: row.code,
  ...(row.expires === undefined ? {} : { Expires: wireDay(row.expires) }),
  Start: wireDay(row.start),
  UsageLimit: 0,
  UsageOnePerUser: row.onePerUser,
});

/** GET the codes of a membership; PUT validates one and changes nothing. A code that is not valid is an error. */
export const promoCodes: YmService = {
  name: 'MembershipPromoCodes',
  get: ({ store }, id) => ({
    MembershipPromoCodeList: store.ym.promoCodes.by('membership', id ?? '').map(promoCodeData),
    MembershipID: Number(id ?? 0),
  }),
  put({ store, body }) {
    const { switches } = store;
    const sent = readMembers(body, 'Request', ['MembershipID', 'MemberID', 'PromoCode'], switches.strictMembers);
    const membershipId = readInt(sent.MembershipID, 'MembershipID');
    const memberId = readInt(sent.MemberID, 'MemberID');
    const code = readText(sent.PromoCode, 'PromoCode');
    const found = validPromoCode(store, membershipId, memberId, code);
    if (!found) ymDecline(switches.ymRefusal, 'InvalidPromoCode', 'The promo code is not valid.', 'PromoCode');
    const asked = { MembershipID: membershipId, MemberID: memberId, PromoCode: code };
    return { MembershipPromoCodeList: [promoCodeData(found)], ...asked };
  },
};

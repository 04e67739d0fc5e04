import { describe, expect, it } from '@jest/globals';
import { ymMemberships, ymNamed } from '../../index.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();

const { member } = ymNamed;
const { regular } = ymMemberships;

describe('reads', () => {
  it('come from the cache without BypassCache', async () => {
    const path = `/Members/${member}`;
    expect((await api.get(path)).body.currentMembershipInvoiceIsOpen).toBe(false);
    sim.ym.office.makeInvoice(member, regular);
    expect((await api.get(path)).body.currentMembershipInvoiceIsOpen).toBe(false);
    expect((await api.get(`${path}?BypassCache=true`)).body.currentMembershipInvoiceIsOpen).toBe(true);
    sim.switches.ymCache = 'documented';
    expect((await api.get(path)).body.currentMembershipInvoiceIsOpen).toBe(true);
    const dues = async (): Promise<unknown> => ((await api.get('/Membership/101')).body.Membership as { DuesAmount: number }).DuesAmount;
    expect(await dues()).toBe(120);
    sim.ym.office.setDues(regular, '130.00');
    expect(await dues()).toBe(120);
    sim.switches.ymCacheSeconds = 0;
    expect(await dues()).toBe(130);
  });

  it('show the names of the vendor', async () => {
    const { body } = await api.get('/Memberships/');
    expect(body.membershipList).toContainEqual({
      Id: 104,
      Code: 'PRO',
      Name: 'Prorated Member',
      DuesAmount: 120,
      ProRatedDues: true,
      ProRateFactor: 0.5,
      AllowMultipleOpenInvoices: false,
    });
    expect(body).toMatchObject({ ClientID: 25363, ResponseStatus: {}, BypassCache: false, Device: 'Desktop' });
    expect(body.DateCached).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}-05:00$/);
    expect((await api.get('/DuesRules/?MemberID=900001&MembershipID=101')).body.Rules).toContainEqual({
      ID: 11,
      Name: 'Printed newsletter',
      Description: 'By post',
      Amount: 15,
      Selected: false,
    });
    const modifiers = (await api.get('/MembershipModifiers/102')).body.ModifierList;
    expect(modifiers.map((one) => [one.ID, one.Amount, one.Required])).toEqual([[21, 30, true], [22, 40, false]]);
    const codes = (await api.get('/MembershipPromoCodes/101/')).body.MembershipPromoCodeList;
    expect(codes.map((one) => [one.PromoCode, one.FlatDiscount ?? one.PercentDiscount])).toEqual([
      ['SAVE20', 20],
      ['TENTH', 10],
      ['LAPSED', 50],
      ['ONCE', 5],
    ]);
  });

  it('validate a promo code and change nothing', async () => {
    const asked = (PromoCode: string) => api.put('/MembershipPromoCodes', { MembershipID: 101, MemberID: member, PromoCode });
    expect((await asked('save20')).body.MembershipPromoCodeList).toHaveLength(1);
    const refused = await asked('LAPSED');
    expect([refused.status, refused.body.ResponseStatus.ErrorCode]).toEqual([200, 'InvalidPromoCode']);
    sim.switches.ymRefusal = '400';
    expect((await asked('unheard')).status).toBe(400);
    expect(sim.ledger).toHaveLength(1);
  });

  it('page from 1, and look at dates in the time of the server', async () => {
    for (let i = 0; i < 4; i++) sim.ym.office.makeInvoice(ymNamed.severalInvoices, ymMemberships.student);
    const numbers = async (query: string): Promise<unknown[]> =>
      (await api.get(`/DuesTransactions?BypassCache=true&${query}`)).body.DuesTransactionsList.map((one) => one.InvoiceNumber);
    expect(await numbers('')).toEqual([30001, 30002, 30003, 30004, 30005, 30006, 30007]);
    expect(await numbers('PageSize=3&PageNumber=2')).toEqual([30004, 30005, 30006]);
    expect(await numbers('PageSize=3&PageNumber=3')).toEqual([30007]);
    expect(await numbers('PageSize=2&OffSet=1')).toEqual([30002, 30003]);
    expect((await api.get('/DuesTransactions?PageNumber=0')).status).toBe(400);
    const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
    expect(await numbers(`DateFrom=${inAnHour}`)).toEqual([]);
    // The same moment without its zone is hours later for a server in the west.
    const anHourAgo = new Date(Date.now() - 3_600_000).toISOString();
    expect(await numbers(`DateFrom=${anHourAgo}`)).toHaveLength(7);
    expect(await numbers(`DateFrom=${anHourAgo.slice(0, 19)}`)).toEqual([]);
  });
});

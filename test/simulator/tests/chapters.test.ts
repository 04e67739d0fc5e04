import { describe, expect, it } from '@jest/globals';
import { named } from '../index.js';
import { groupMember } from './client.js';
import { api, freshEachTime, sim } from './fresh.js';

freshEachTime();
const id = '/api/GroupMember?EntityId=CHAPT/EAST:12345';

const join = (partyId = '12345', code = 'EAST', note?: string) =>
  api.post('/api/GroupMember', groupMember(partyId, `CHAPT/${code}`, note));
const chapter = (partyId = '12345'): string | undefined => sim.world.party(partyId)?.chapter;

describe('adding', () => {
  it('answers with the composite id, sets an empty Chapter and makes the chapter subscription', async () => {
    const { status, body } = await join('12345', 'EAST', 'marker');
    expect(status).toBe(201);
    expect(body).toMatchObject({
      $type: 'Asi.Soa.Membership.DataContracts.GroupMemberData, Asi.Contracts',
      GroupMemberId: 'CHAPT/EAST:12345',
      IsActive: true,
      JoinDate: '2026-01-01T00:00:00',
      MembershipDetails: { $values: [{ Note: 'marker', Role: { RoleId: 'SUBSCRIPTION:MEMBER' } }] },
    });
    expect(chapter()).toBe('EAST');
    const row = await api.get('/api/Subscription?EntityId=~12345|CHAPT/EAST');
    expect(row.body).toMatchObject({ ItemId: 'CHAPT/EAST', ProductType: 'CHAPT', BillBegin: '2026-01-01T00:00:00' });
    expect(row.body.Balance.Amount).toBeUndefined();
    const found = await api.get('/api/GroupMember?GroupId=CHAPT/EAST&PartyId=12345');
    expect(found.body.TotalCount).toBe(1);
    expect(sim.ledger.map((entry) => entry.kind)).toEqual([
      'token.issued',
      'chapter.added',
      'party.chapterSet',
      'subscription.created',
    ]);
  });

  it('leaves a Chapter that is set, merges a repeated add, and bills where the tenant does', async () => {
    sim.switches.chapterSubscription = 'billed';
    await join(named.longMember, 'WEST');
    expect(chapter(named.longMember)).toBe('EAST');
    expect(sim.ledger.some((entry) => entry.kind === 'invoice.created' && entry.amount === '20.00')).toBe(true);
    await join(named.longMember, 'WEST');
    expect(sim.ledger.at(-1)?.kind).toBe('chapter.merged');
    const members = await api.get(`/api/GroupMember?PartyId=${named.longMember}&IsActive=isTrue:`);
    expect(members.body.TotalCount).toBe(2);
  });

  it('makes an inactive membership active again', async () => {
    await join(named.mover, 'EAST');
    expect(sim.ledger.some((entry) => entry.kind === 'chapter.reactivated')).toBe(true);
    expect(chapter(named.mover)).toBe('WEST');
  });

  it('refuses what is not known', async () => {
    expect((await join('99999')).status).toBe(400);
    expect((await join('12345', 'SOUTH')).status).toBe(400);
    sim.switches.requireNote = true;
    expect((await join()).body.Errors.$values[0]?.FieldName).toBe('Note');
  });
});

describe('removing', () => {
  it('clears a Chapter that matches and ends the chapter subscription', async () => {
    await join();
    expect((await api.delete(id)).status).toBe(200);
    expect(chapter()).toBe('');
    expect(sim.world.subscription('12345', 'CHAPT/EAST')?.status).toBe(1);
    expect((await api.get(id)).status).toBe(404);
    expect((await api.delete(id)).status).toBe(404);
  });

  it('leaves another Chapter alone', async () => {
    await join(named.longMember, 'WEST');
    await api.delete(`/api/GroupMember?EntityId=${encodeURIComponent(`CHAPT/WEST:${named.longMember}`)}`);
    expect(chapter(named.longMember)).toBe('EAST');
  });

  it('refuses the id in the path, and DELETE where the tenant lacks it', async () => {
    await join();
    expect((await api.delete('/api/GroupMember/CHAPT/EAST:12345')).status).toBe(404);
    expect((await api.delete('/api/GroupMember/CHAPT%2FEAST:12345')).status).toBe(404);
    expect((await api.delete('/api/GroupMember/EAST:12345')).status).toBe(400);
    sim.switches.deleteGroupMember = '405';
    expect((await api.delete(id)).status).toBe(405);
    sim.switches.deleteGroupMember = '501';
    expect((await api.delete(id)).status).toBe(501);
    expect(chapter()).toBe('EAST');
  });

  it('keeps subscription and record where the tenant does', async () => {
    sim.switches.chapterSubscriptionOnRemove = 'stays';
    sim.switches.deletedGroupMember = 'inactive';
    await join();
    await api.delete(id);
    expect(sim.world.subscription('12345', 'CHAPT/EAST')?.status).toBe(0);
    const { body } = await api.get(id);
    expect(body.IsActive).toBeUndefined();
    expect(body.DropDate).toBeTruthy();
  });

  it('goes by PUT, too', async () => {
    const { body } = await join();
    const put = await api.put(id, { ...body, IsActive: false, DropDate: '2026-06-30T00:00:00' });
    expect(put.body).toMatchObject({ DropDate: '2026-06-30T00:00:00' });
    expect(chapter()).toBe('');
    const again = await api.put(id, { ...put.body, IsActive: true, DropDate: null });
    expect(again.body.DropDate).toBeUndefined();
    expect(chapter()).toBe('EAST');
    expect(sim.world.subscription('12345', 'CHAPT/EAST')?.status).toBe(0);
  });
});

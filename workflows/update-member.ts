import type { UpdateMember } from './contracts/inputs.js';
import { chapterCode } from './contracts/keys.js';
import { wishedOf, type MoneyDate } from './contracts/member-properties.js';
import { vendorName } from './contracts/property-names.js';
import { flow, type Saga } from './saga/saga.js';
import type { Run } from './saga/run.js';
import { checkChapter, joinChapter, leaveChapter } from './steps/chapters.js';
import { changeMember, checkDates, checkMember } from './steps/members.js';

/**
 * Changes properties of a member, each by the way that may change it: ordinary ones on the Party, Chapter by group
 * membership, dates that money moves by an import, a renewal or a purchase, which is never taken back and comes last.
 */
export const updateMember = flow('updateMember', async (run, input, saga) => {
  const { partyId } = input;
  const { plain, chapter, dates, customerTypeCode } = wishedOf(input.set);
  const told = telling(saga);
  const ordinary = Object.keys(plain).length > 0;
  const restricted = chapter !== undefined || customerTypeCode !== undefined || Object.keys(dates).length > 0;
  const found = restricted || !ordinary ? await run(checkMember, { partyId, chapter, customerTypeCode, dates }) : NOTHING;
  if (!found) return;
  told.unchanged(found.unchanged);
  if (ordinary) {
    const member = await run(changeMember, { partyId, set: plain });
    told.changed(member?.changed ?? []);
    told.unchanged(member?.unchanged ?? []);
    if (member?.perhapsChanged) saga.result['perhapsChanged'] = member.perhapsChanged;
  }
  if (found.chapter) {
    await moveChapter(run, saga, partyId, found.chapter);
    told.changed(['chapter']);
  }
  if (found.toMove.length > 0) await moveDates(run, saga, input, found.toMove);
});

const NOTHING = { unchanged: [], toMove: [], chapter: undefined };

/** Names alone: the values are a member's. */
function telling({ result }: Saga): { changed(names: string[]): void; unchanged(names: string[]): void } {
  const [changed, unchanged]: [string[], string[]] = [[], []];
  Object.assign(result, { changed, unchanged });
  return { changed: (names) => void changed.push(...names), unchanged: (names) => void unchanged.push(...names) };
}

/** Out first: an add sets Chapter only when it is empty (RESTRICTED flow 2). */
async function moveChapter(run: Run, saga: Saga, partyId: string, { from, to }: { from: string | null; to: string | null }): Promise<void> {
  if (to !== null) await run(checkChapter, { chapter: to });
  if (from !== null) {
    const left = await run(leaveChapter, { partyId, chapter: from, mustHold: true });
    if (left?.partyChapter) saga.refuse('leave chapter', `Chapter is still set though the party has left ${from}`);
  }
  if (to === null) return;
  const joined = await run(joinChapter, { partyId, chapter: to });
  if (joined && chapterCode(joined.partyChapter ?? '') !== chapterCode(to))
    saga.refuse('join chapter', `the party was in ${to} already, so that Chapter is not set: take it out by changeChapter first`);
}

async function moveDates(run: Run, saga: Saga, input: UpdateMember, names: MoneyDate[]): Promise<void> {
  const { partyId } = input;
  await byDues(saga, input);
  const wished = wishedOf(input.set).dates;
  const dates = Object.fromEntries(names.map((name) => [name, wished[name]!]));
  const { notMoved = names } = (await run(checkDates, { partyId, dates })) ?? {};
  saga.result['changed'] = [...(saga.result['changed'] as string[]), ...names.filter((name) => !notMoved.includes(name))];
  if (notMoved.length > 0) saga.exception(`Not as wished, though the dues were moved: ${notMoved.map(vendorName).join(', ')}.`);
}

/** The flow that moves the dates, under its own key: asked for by itself it would be the same act. */
async function byDues(saga: Saga, { tenant, requestedBy, reference, occasion, partyId, with: by }: UpdateMember): Promise<unknown> {
  const common = { tenant, requestedBy, reference, occasion };
  if (by?.renewal) return await saga.join('renew member', 'renewMember', { ...common, partyId, ...by.renewal });
  if (by?.purchase) return await saga.join('purchase subscription', 'purchaseSubscription', { ...common, partyId, ...by.purchase });
  const row = by?.importRow ?? {};
  const named = Object.keys(row).some((column) => /^party[\s_-]*id$/i.test(column.trim()));
  return await saga.join('import row', 'importDues', { ...common, rows: [named ? row : { partyId, ...row }], readBack: 'all' });
}

/** Scripts of changeChapter: in, out, and from one to another. */
import type { ChangeChapter } from '../../../workflows/contracts/inputs.js';
import type { Act } from '../acts.js';
import { isWrite } from '../calls.js';
import type { Repair } from '../repair.js';
import { CHAPTER, partyOf, YEAR } from './records.js';
import type { Script } from './script.js';
import { doneOrUndone } from './verdicts.js';

type Wish = Pick<ChangeChapter, 'add' | 'remove' | 'from' | 'to'>;

/**
 * The office does by hand what the flow is about to do first: before the flow looks, or after it has written. In between
 * nobody can tell whose change it was (docs/write-protocol.md, limits).
 */
const staffChapter = ({ add }: Wish): Act => ({
  name: 'staff-chapter',
  fits: (call, calls) => call.k === 1 || call.k > (calls.find(isWrite)?.k ?? Infinity),
  act({ lane: { sim }, input }) {
    if (add) sim.staff.addChapter(partyOf(input), add);
    else sim.staff.removeChapter(partyOf(input), CHAPTER);
    return Promise.resolve([]);
  },
});

/** After a reset nobody but a person can tell who took the party out; here it was the flow. */
const OUT_BY_THE_FLOW: Repair = {
  name: 'it was the flow: markDone',
  says: /is not in .* compare in iMIS, then mark done/,
  verb: 'markDone',
  office: () => 'DESK',
};

const change = (how: string, wish: Wish): Script<'changeChapter'> => ({
  name: `chapter-${how}`,
  flow: 'changeChapter',
  arrange({ sim: { world }, tenant }) {
    const { partyId } = world.addParty({ customerType: 'M' });
    if (!wish.add) world.addGroupMember(partyId, `CHAPT/${CHAPTER}`, `${YEAR - 4}-03-01`);
    return { tenant, partyId, ...wish };
  },
  verdict: 'completed',
  verdicts: doneOrUndone,
  roles: { 'POST GroupMember': 'changes', 'DELETE GroupMember': 'changes' },
  acts: [staffChapter(wish)],
  repairs: [OUT_BY_THE_FLOW],
});

export const CHAPTERS = [
  change('add', { add: CHAPTER }),
  change('remove', { remove: CHAPTER }),
  change('move', { from: CHAPTER, to: 'WEST' }),
];

import { flow } from './saga/saga.js';
import { checkChapter, joinChapter as joinAny, leaveChapter } from './steps/chapters.js';

/** The chapter itself is the flow's key: another chapter is another flow. */
const joinChapter = { ...joinAny, correctable: ['joinDate', 'role'] };

/** Adds a chapter, removes one, or moves a party from one to another: out first, since Chapter is set only when empty. */
export const changeChapter = flow('changeChapter', async (run, input, saga) => {
  const { partyId, add, remove, from, to, joinDate, role } = input;
  if (remove) Object.assign(saga.result, await run(leaveChapter, { partyId, chapter: remove }));
  if (add) Object.assign(saga.result, await run(joinChapter, { partyId, chapter: add, joinDate, role }));
  if (from && to) {
    await run(checkChapter, { chapter: to });
    await run(leaveChapter, { partyId, chapter: from, mustHold: true });
    Object.assign(saga.result, await run(joinChapter, { partyId, chapter: to, joinDate, role }));
  }
});

import { flow } from './saga/saga.js';
import { checkPrice, sell } from './sell.js';
import { joinChapter } from './steps/chapters.js';

/** Puts a party in a chapter and sells them a subscription; takes back what it did when the payment is refused. */
export const enrolMember = flow('enrolMember', async (run, input, saga) => {
  await checkPrice(run, input);
  if (input.chapter) {
    const { partyId, chapter } = input;
    const joined = await run(joinChapter, { partyId, chapter });
    saga.result['partyChapter'] = joined?.partyChapter ?? null;
  }
  await sell(run, input, saga);
});

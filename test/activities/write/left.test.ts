/** What an earlier run of the same key has left: terminated, or partly compensated (domain-rules section 1). */
import { describe, expect, test } from '@jest/globals';
import type { LookContext, Sight } from '../../../activities/write/write.js';
import { ReadFailed } from '../../../activities/http/answer.js';
import { FAILS, LOST, NONE, play, SHUT } from './scripted.js';

const LEFT = 'an earlier run of this flow was terminated';
const around = { makers: { made: () => undefined, leftover: () => Promise.resolve(LEFT), open: () => Promise.resolve(undefined) } };

/** A record that is as wanted; `marked`: our marker can be read by whoever looks for it. */
const looksLike =
  (marked: boolean) =>
  ({ maybeSent }: LookContext<null, string>): Promise<Sight<null, string>> =>
    Promise.resolve({ change: 'there', owner: marked && maybeSent ? 'us' : 'other', result: null, evidence: 'on' });

describe('what a terminated run may have left', () => {
  test('is ours when it bears our marker, also where a look needs no marker to see that it stands', async () => {
    const { reply } = await play({ looks: [], write: { look: looksLike(true) }, around });
    expect(reply).toMatchObject({ outcome: 'done', owner: 'us', evidence: 'on; made by an earlier run of this flow' });
  });

  test('is not known otherwise, whether other flows may make it or not', async () => {
    for (const shared of [true, false]) {
      const { reply } = await play({ looks: [], write: { look: looksLike(false), shared }, around });
      expect(reply).toMatchObject({ outcome: 'unknown', owner: 'unknown', evidence: `on; ${LEFT}` });
    }
  });

  test('that a person vouches for is done, and no undo takes it for another’s', async () => {
    const { reply } = await play({ looks: [], write: { look: looksLike(false) }, call: { lookOnly: true, ref: 'DESK' }, around });
    expect(reply).toMatchObject({ outcome: 'already-done', owner: 'unknown' });
  });

  test('and what stands against the write is no refusal: that would say that nothing was done', async () => {
    const { reply } = await play({ looks: [SHUT, SHUT], around });
    expect(reply).toMatchObject({ outcome: 'unknown', evidence: `shut; ${LEFT}` });
  });

  test('says nothing of an undo that finds nothing to undo', async () => {
    const { reply } = await play({ looks: [], write: { look: looksLike(false) }, call: { undo: 'undo' }, around });
    expect(reply).toMatchObject({ outcome: 'already-done', owner: 'other' });
  });

  test('cannot be read right after a send: that attempt must not say that it was quiet, or the next would send again at once', async () => {
    const sights: (Sight<null, string> | undefined)[] = [NONE, { change: 'there', owner: 'other', result: null, evidence: 'on' }, undefined];
    const look = (): Promise<Sight<null, string>> => {
      const sight = sights.shift();
      return sight ? Promise.resolve(sight) : Promise.reject(new ReadFailed(FAILS as ReadFailed['answer']));
    };
    const { error, steps } = await play({ looks: [], sends: [LOST], write: { look }, around });
    expect(error).toMatchObject({ kind: 'Transient' });
    expect(steps.filter((step) => typeof step === 'object')).toEqual([expect.objectContaining({ sending: true })]);
  });
});

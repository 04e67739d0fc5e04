import { describe, expect, test } from '@jest/globals';
import type { Answer } from '../../../activities/http/answer.js';
import { ownerOf, type LookContext } from '../../../activities/write/write.js';
import type { Owner } from '../../../workflows/contracts/reply.js';

const OK: Answer = { kind: 'ok', sent: true, status: 200, body: null };
const LOST: Answer = { kind: 'unknown', sent: true, message: 'dropped' };
const context = (more: Partial<LookContext<null, null>>): LookContext<null, null> => ({
  input: null,
  before: null,
  marker: 'DF',
  maybeSent: true,
  continuous: false,
  reset: false,
  ...more,
});

type Row = [string, Partial<LookContext<null, null>>, { marked?: boolean; byUs?: boolean }, Owner];
const TABLE: Row[] = [
  ['our marker', {}, { marked: true }, 'us'],
  ['our marker, though nothing was sent now: a reset, or an earlier run', { maybeSent: false }, { marked: true }, 'us'],
  ['our marker after a reset', { reset: true }, { marked: true }, 'us'],
  ['our marker, changed by somebody else since', {}, { marked: true, byUs: false }, 'us'],
  ['another marker, or none where ours would be', { continuous: true, answer: OK }, { marked: false }, 'other'],
  ['nothing was ever sent', { maybeSent: false, continuous: true }, {}, 'other'],
  ['the image before our send is not known', { continuous: true, answer: OK, before: undefined }, {}, 'unknown'],
  ['last changed by another user', { continuous: true }, { byUs: false }, 'unknown'],
  ['last changed by another user, but the API has just said yes', { answer: OK }, { byUs: false }, 'us'],
  ['after a reset only a marker tells', { reset: true, continuous: true, answer: OK }, {}, 'unknown'],
  ['the API has just said yes', { answer: OK }, {}, 'us'],
  ['the API has just said yes, by our user', { answer: OK }, { byUs: true }, 'us'],
  ['nobody else of ours can have been there', { continuous: true }, {}, 'us'],
  ['by our user, but perhaps by a rival flow', {}, { byUs: true }, 'unknown'],
  ['a lost answer alone', { answer: LOST }, {}, 'unknown'],
  ['no sign at all', {}, {}, 'unknown'],
];

describe('whose effect it is', () => {
  test.each(TABLE)('%s', (_name, more, signs, owner) => {
    expect(ownerOf(context(more), signs)).toBe(owner);
  });
});

import { expect, test } from '@jest/globals';
import { readPartyDates } from '../../../activities/imis/party.js';
import { json } from '../http/tiny-server.js';
import { party } from './fixtures.js';
import { bench } from './support.js';

const api = bench();

test('dates and customer type of a contact', async () => {
  api.answer = json(party());
  expect(await readPartyDates(api.imis, '23215')).toEqual({
    joinDate: '2020-01-15',
    paidThru: undefined,
    renewedThru: '2021-11-30',
    customerType: 'M',
  });
  api.answer = json({}, 404);
  expect(await readPartyDates(api.imis, '23215')).toBeUndefined();
});

import { describe, expect, test } from '@jest/globals';
import { checkImport, type ImportSource } from '../../../activities/imports/stage.js';
import { readMapping } from '../../../activities/imports/mapping.js';
import { csv, jsonl, problemOf, row, source, useFolder } from './support.js';

const place = useFolder();
const check = (change: Partial<ImportSource>) => checkImport(source(change));
const checkText = (name: string, content: string | Uint8Array, change: Partial<ImportSource> = {}) =>
  check({ file: place.write(name, content), ...change });

const vendor = {
  PartyId: '101',
  BillToId: '7',
  ExternalId: 'x-1',
  ProductCode: 'REG',
  TransactionDate: '2026-01-02',
  BillBeginDate: '2026-01-01',
  BillThruDate: '2026-12-31',
  PaidThruDate: '2026-12-31',
  BilledAmount: '95.00',
  PaidAmount: '95.00',
  Copies: '1',
  PaymentMethodId: 'CASH',
  PaymentReference: 'chk 1',
  Amount: '95.00',
  BatchId: 'b1',
};
const ours = {
  partyId: '101',
  billToPartyId: '7',
  externalId: 'x-1',
  productCode: 'REG',
  transactionDate: '2026-01-02',
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  paidThru: '2026-12-31',
  billedAmount: '95',
  paidAmount: '95.0',
  copies: '1',
  paymentMethodId: 'CASH',
  paymentReference: 'chk 1',
  paymentAmount: '95.00',
  batchId: 'b1',
};

describe('the same rows are one import', () => {
  test.each<[string, () => Partial<ImportSource>]>([
    ["the vendor's names", () => ({ file: place.write('a.csv', csv([vendor])) })],
    ['JSONL', () => ({ file: place.write('a.jsonl', jsonl([ours])) })],
    ['JSONL by its format', () => ({ file: place.write('a.txt', jsonl([ours])), format: 'jsonl' })],
    [
      'numbers in JSON',
      () => ({
        rows: [
          { ...ours, partyId: 101, billToPartyId: 7, billedAmount: 95, paidAmount: 95, paymentAmount: 95, copies: 1 },
        ],
      }),
    ],
    ['inline rows with nulls', () => ({ rows: [{ ...ours, error: null }] })],
    ['CRLF and a byte order mark', () => ({ file: place.write('a.csv', `\uFEFF${csv([ours], '\r\n')}`) })],
    [
      'other case and signs in names',
      () => ({
        file: place.write('a.csv', csv([ours]).replace('billBegin', 'Bill_Begin-DATE ').replace('partyId', 'PARTY ID')),
      }),
    ],
    [
      'another order of columns',
      () => ({ file: place.write('a.csv', csv([Object.fromEntries(Object.entries(ours).reverse())])) }),
    ],
    [
      'empty lines and spaces',
      () => ({
        file: place.write('a.csv', `\n${csv([{ ...ours, partyId: ' 101 ' }]).replace('\n', '\n\n')},,,,,,,,,,,,,,\n`),
      }),
    ],
    [
      'a mapping',
      () => ({
        file: place.write('a.csv', csv([ours]).replace('partyId', 'Member no.')),
        mapping: { columns: { 'member no.': 'PartyId' } },
      }),
    ],
    [
      'a mapping without columns',
      () => ({
        file: place.write('a.csv', csv([ours]).replace('partyId', 'Member no.')),
        mapping: { 'Member no.': 'partyId' },
      }),
    ],
    [
      'columns that are left out',
      () => ({
        file: place.write('a.csv', csv([{ ...ours, Shoe: '9', error: 'no', Status: 'x', Name: 'n' }])),
        mapping: { Shoe: 'ignore', Name: null },
      }),
    ],
    [
      'columns that are left out, in an object of their own',
      () => ({
        file: place.write('a.csv', csv([{ ...ours, Shoe: '9', Name: 'n' }])),
        mapping: { columns: { Shoe: 'ignore', Name: null } },
      }),
    ],
    [
      'defaults',
      () => ({ file: place.write('a.csv', csv([{ ...ours, batchId: '' }])), mapping: { defaults: { BatchId: 'b1' } } }),
    ],
  ])('%s', async (_what, form) => {
    const plain = await check({ rows: [ours] });
    expect(plain).toMatchObject({ rows: 1, good: 1, bad: 0, totals: { billed: '95.00', paid: '95.00' } });
    expect(await check(form())).toMatchObject({ contentHash: plain.contentHash, good: 1 });
  });

  test('another value, another order and a bad row more are other imports', async () => {
    const two = [row(), row({ partyId: '102' })];
    const hashes = await Promise.all(
      [
        two,
        [...two].reverse(),
        [row(), row({ partyId: '102', billedAmount: '96' })],
        [...two, row({ partyId: '' })],
      ].map(async (given) => (await check({ rows: given })).contentHash),
    );
    expect(new Set(hashes).size).toBe(4);
  });
});

describe('a mapping', () => {
  test.each<[ImportSource['mapping'], string]>([
    [{ columns: { Start: 'beginning' } }, 'Start'],
    [{ defaults: { transactionDate: '1.1.2026' } }, 'defaults.transactionDate'],
    [{ defaults: { shoe: '9' } }, 'defaults.shoe'],
    [{ Start: { columns: 'x' } }, 'Start'],
  ])('that is wrong names its entry: %j', async (mapping, column) => {
    expect(await problemOf(check({ rows: [row()], mapping }))).toMatchObject({ code: 'mapping', column });
  });

  test('comes from a file', async () => {
    const mapping = await readMapping(
      place.write('m.json', '\uFEFF{"Start":"BillBeginDate","defaults":{"transactionDate":"2026-03-01"}}'),
    );
    const text = csv([row()]).replace('billBegin', 'Start').replace('transactionDate', 'line');
    expect(await checkText('a.csv', text, { mapping })).toMatchObject({ good: 1 });
    expect(await problemOf(readMapping(place.write('n.json', '[')))).toMatchObject({ code: 'mapping' });
    expect(await problemOf(readMapping(place.path('none.json')))).toMatchObject({ code: 'mapping' });
  });
});

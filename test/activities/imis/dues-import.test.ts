import { describe, expect, test } from '@jest/globals';
import { type DuesPackage, type DuesRow, importPackage } from '../../../activities/imis/dues-import.js';
import { drop, json } from '../http/tiny-server.js';
import { bench } from './support.js';

const api = bench();

const commerce = (name: string) => `Asi.Soa.Commerce.DataContracts.${name}, Asi.Contracts`;
const response = (more: object) => ({
  $type: 'Asi.Soa.Core.DataContracts.ServiceResponse`1[[System.Int32, mscorlib]], Asi.Contracts',
  StatusCode: 0,
  IsSuccessStatusCode: true,
  Message: null,
  ReasonPhrase: null,
  ValidationResults: null,
  ...more,
});

const row = (more: Partial<DuesRow> = {}): DuesRow => ({
  externalId: 'L2',
  partyId: '23215',
  transactionDate: '2026-01-01',
  billBegin: '2026-01-01',
  billThrough: '2026-12-31',
  items: [{ productCode: 'REG', billedAmount: '95.00', paidAmount: '0.10' }],
  ...more,
});
const pkg = (...parties: DuesRow[]): DuesPackage => ({ jobId: 'df-1', parties });

describe('ImportPackage', () => {
  test("is the contract's body, amounts being plain numbers", async () => {
    api.answer = json(response({ Result: 8635 }));
    const full = row({
      billToPartyId: '9',
      paidThru: '2026-12-31',
      items: [{ productCode: 'REG', billedAmount: '95.00', paidAmount: '95', copies: 2 }],
      payment: { amount: '95.00', methodId: 'CASH', reference: 'check 7', batchId: '260101-1' },
    });
    expect(await importPackage(api.imis, pkg(full))).toMatchObject({ kind: 'ok', body: { packageId: 8635 } });
    expect(api.last()).toMatchObject({ method: 'POST', url: '/api/DuesImportPackage/_execute' });
    expect(api.sent()).toEqual({
      $type: commerce('DuesImportPackagePostRequest'),
      EntityTypeName: 'DuesImportPackage',
      OperationName: 'ImportPackage',
      DuesImportPackage: {
        $type: commerce('DuesImportPackageData'),
        DuesImportJobId: 'df-1',
        DuesImportPackageParties: {
          $type: commerce('DuesImportPackagePartyDataCollection'),
          $values: [
            {
              $type: commerce('DuesImportPackagePartyData'),
              ExternalId: 'L2',
              BillToId: '9',
              PartyId: '23215',
              TransactionDate: '2026-01-01T00:00:00',
              BillBeginDate: '2026-01-01T00:00:00',
              BillThruDate: '2026-12-31T00:00:00',
              PaidThruDate: '2026-12-31T00:00:00',
              Items: {
                $type: commerce('DuesImportPackagePartyItemDataCollection'),
                $values: [
                  {
                    $type: commerce('DuesImportPackagePartyItemData'),
                    ProductCode: 'REG',
                    BilledAmount: 95,
                    PaidAmount: 95,
                    Copies: 2,
                  },
                ],
              },
              Payment: {
                $type: commerce('DuesImportPackagePartyPaymentData'),
                Amount: 95,
                BatchId: '260101-1',
                PaymentMethodId: 'CASH',
                PaymentReference: 'check 7',
              },
            },
          ],
        },
      },
    });
  });

  test('leaves out what was not given, and keeps amounts exact', async () => {
    api.answer = json(response({ Result: 1 }));
    await importPackage(
      api.imis,
      pkg(row({ items: [{ productCode: 'REG', billedAmount: '1234567890.01', paidAmount: '0.10' }] })),
    );
    const body = api.last()?.body ?? '';
    expect(body).toContain('"BilledAmount":1234567890.01,"PaidAmount":0.1}');
    for (const absent of ['BillToId', 'PaidThruDate', 'Payment"', 'Copies']) expect(body).not.toContain(absent);
  });

  test.each([
    ['no party', pkg(), /1 to 100 parties, not 0/],
    ['101 parties', pkg(...Array.from({ length: 101 }, () => row())), /not 101/],
    ['no job id', { ...pkg(row()), jobId: '' }, /job id/],
    ['a party without items', pkg(row(), row({ items: [] })), /parties\[1\]\.items is empty/],
    [
      'an amount with a comma',
      pkg(row({ items: [{ productCode: 'REG', billedAmount: '77,13', paidAmount: '0' }] })),
      /parties\[0\]\.items\[0\]\.billedAmount is no decimal/,
    ],
    [
      'an amount that JSON cannot carry',
      pkg(row({ payment: { amount: '12345678901234.567', methodId: 'CASH' } })),
      /parties\[0\]\.payment\.amount has too many digits/,
    ],
  ])('with %s is refused and never sent, no value told', async (_what, input, message) => {
    const answer = await importPackage(api.imis, input);
    expect(answer).toMatchObject({ kind: 'rejected', status: 0, message: expect.stringMatching(message) });
    expect(JSON.stringify(answer)).not.toMatch(/77,13|12345678901234/);
    expect(api.seen).toHaveLength(0);
  });

  test('100 parties are sent', async () => {
    api.answer = json(response({ Result: 2 }));
    expect((await importPackage(api.imis, pkg(...Array.from({ length: 100 }, () => row())))).kind).toBe('ok');
  });

  test.each([
    ['no id', json(response({})), 'unknown'],
    ['id 0', json(response({ Result: 0 })), 'unknown'],
    ['a dropped answer', drop, 'unknown'],
    ['a server error inside 200', json(response({ StatusCode: 10, IsSuccessStatusCode: false })), 'unknown'],
    ['a validation error inside 200', json(response({ StatusCode: 2, IsSuccessStatusCode: false })), 'rejected'],
  ])('%s is told apart, and sent once', async (_what, script, kind) => {
    api.answer = script;
    expect((await importPackage(api.imis, pkg(row()))).kind).toBe(kind);
    expect(api.calls()).toHaveLength(1);
  });
});

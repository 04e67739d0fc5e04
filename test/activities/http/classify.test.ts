import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { classifyResponse } from '../../../activities/http/classify.js';

const html = '<html><head><title>503</title></head></html>';
const core = (name: string) => `Asi.Soa.Core.DataContracts.${name}, Asi.Contracts`;
const collection = core('ValidationResultDataCollection');
const validation = (...messages: string[]) => ({
  $type: core('ValidationResultsData'),
  Errors: {
    $type: collection,
    $values: messages.map((Message) => ({ $type: core('ValidationResultData'), FieldName: 'BeginDate', Message })),
  },
  Warnings: { $type: collection, $values: [] },
});
const service = (StatusCode: number | string, more: object = {}) => ({
  $type: core('ServiceResponse'),
  StatusCode,
  IsSuccessStatusCode: StatusCode === 0 || StatusCode === 1,
  Message: 'the reason',
  ReasonPhrase: null,
  Result: null,
  ...more,
});
const of = (status: number, body: unknown, more: object = {}) =>
  classifyResponse(
    { status, text: typeof body === 'string' ? body : JSON.stringify(body), ...more },
    { now: 0, random: 0 },
  );

describe('complete answers', () => {
  test.each([
    [200, { PartyId: '1' }, 'ok'],
    [201, { PartyId: '1' }, 'ok'],
    [202, { a: 1 }, 'ok'],
    [204, '', 'ok'],
    [200, '', 'unknown'],
    [200, 'null', 'unknown'],
    [200, html, 'unknown'],
    [200, '{"PartyId":"1', 'unknown'],
    [200, 'Service unavailable', 'unknown'],
    [301, '', 'unknown'],
    [302, html, 'unknown'],
    [400, validation('Begin date is required.'), 'rejected'],
    [400, { Message: 'The request is invalid.' }, 'rejected'],
    [400, 'There is already an active subscription', 'rejected'],
    [400, html, 'unknown'],
    [401, { Message: 'Authorization has been denied for this request.' }, 'unauthenticated'],
    [401, html, 'unauthenticated'],
    [403, '', 'forbidden'],
    [404, '', 'absent'],
    [404, { Message: 'Not found' }, 'absent'],
    [404, html, 'unknown'],
    [405, { Message: 'The requested resource does not support http method PUT.' }, 'rejected'],
    [408, '', 'unknown'],
    [409, { Message: 'DuplicateKey' }, 'rejected'],
    [413, '', 'rejected'],
    [422, '', 'rejected'],
    [429, '', 'throttled'],
    [500, { Message: 'An error occurred. Please contact the administrator.' }, 'unknown'],
    [501, { Message: 'OperationNotAvailable' }, 'not-available'],
    [502, html, 'unknown'],
    [503, html, 'unknown'],
    [504, '', 'unknown'],
  ])('%i with %j is %s', (status, body, kind) => {
    expect(of(status, body)).toMatchObject({ kind, status });
  });

  test('an HTML page is told by its content type too', () => {
    expect(of(200, 'Bye', { contentType: 'text/html; charset=utf-8' }).kind).toBe('unknown');
  });

  test('a byte order mark does no harm', () => {
    expect(of(200, '\uFEFF{"a":1}')).toMatchObject({ kind: 'ok', body: { a: 1 } });
  });

  test('an empty body is good where one may be empty', () => {
    expect(classifyResponse({ status: 200, text: '' }, { emptyOk: true })).toMatchObject({ kind: 'ok' });
  });

  test('says whether anything may have been done', () => {
    for (const status of [401, 403, 429, 501]) expect(of(status, '').sent).toBe(false);
    for (const status of [200, 400, 404, 408, 409, 500, 503]) expect(of(status, '').sent).toBe(true);
  });

  test('waits as the header says', () => {
    expect(of(429, '', { retryAfter: '20' })).toMatchObject({ retryAfterMs: 20_000 });
    expect(of(429, '')).toMatchObject({ retryAfterMs: 10_000 });
    expect(of(503, '', { retryAfter: '20' })).toMatchObject({ kind: 'unknown', retryAfterMs: 20_000 });
    expect(of(503, '')).not.toHaveProperty('retryAfterMs');
  });

  test('only these are ever said to be not done', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 599 }),
        fc.oneof(fc.string(), fc.json(), fc.constant(html)),
        (status, text) => {
          const answer = classifyResponse({ status, text });
          return answer.sent || [401, 403, 429, 501].includes(status) || (status >= 200 && status < 300);
        },
      ),
    );
  });
});

describe('reasons', () => {
  const message = (status: number, body: unknown) => (of(status, body) as { message: string }).message;

  test('joins validation messages and says each once', () => {
    expect(message(400, validation('Begin date is required.', 'Item is unknown.', 'Item is unknown.'))).toBe(
      'HTTP 400: Begin date is required.; Item is unknown.',
    );
  });

  test('says that there is none', () => {
    expect(message(400, validation())).toBe('HTTP 400: refused as invalid, without a reason');
    expect(message(500, '')).toBe('HTTP 500: without a reason');
    expect(message(502, html)).toBe('HTTP 502: an HTML page, not an answer of the API');
  });

  test('takes a JSON text as it is', () => {
    expect(message(400, '"ArgumentFault: Incorrect number of identity element"')).toBe(
      'HTTP 400: ArgumentFault: Incorrect number of identity element',
    );
  });

  test('holds no e-mail address and no long number', () => {
    expect(message(400, validation('No account for ada@example.org, card 4111111111111111.'))).toBe(
      'HTTP 400: No account for [e-mail], card [number].',
    );
  });
});

describe('a failure inside HTTP 200', () => {
  test.each([
    [0, 'ok'],
    [1, 'ok'],
    [2, 'rejected'],
    [3, 'forbidden'],
    [4, 'unauthenticated'],
    [5, 'absent'],
    [6, 'rejected'],
    [7, 'not-available'],
    [8, 'not-available'],
    [9, 'rejected'],
    [10, 'unknown'],
    [11, 'unknown'],
    ['OperationNotAvailable', 'not-available'],
    ['Success', 'ok'],
  ])('StatusCode %p is %s', (code, kind) => {
    expect(of(200, service(code, code === 'Success' ? { IsSuccessStatusCode: true } : {})).kind).toBe(kind);
  });

  test('is told by IsSuccessStatusCode alone', () => {
    expect(of(200, service(0, { IsSuccessStatusCode: false }))).toMatchObject({
      kind: 'rejected',
      message: 'failure inside HTTP 200: the reason',
    });
  });

  test('gives the validation messages where there are any', () => {
    const body = service(2, { ValidationResults: validation('Invoice is posted.') });
    expect(of(200, body)).toMatchObject({ message: 'ValidationError inside HTTP 200: Invoice is posted.' });
  });

  test('a bare validation result with errors is a refusal', () => {
    expect(of(200, validation('No.')).kind).toBe('rejected');
    expect(of(200, validation()).kind).toBe('ok');
  });

  test('IsValid left out means false', () => {
    const results = { $type: core('ValidateResultsData'), ValidationResults: validation('Cycle is closed.') };
    expect(of(200, results)).toMatchObject({ kind: 'rejected', message: 'HTTP 200: Cycle is closed.' });
    expect(of(200, { ...results, IsValid: true }).kind).toBe('ok');
    const run = 'Asi.Soa.Commerce.DataContracts.LegacyBillingResultsData, Asi.Contracts';
    const Messages = {
      $type: 'System.Collections.Generic.List`1[[System.String, mscorlib]]',
      $values: ['No one to bill.'],
    };
    expect(of(200, { $type: run, Messages })).toMatchObject({ kind: 'rejected', message: 'HTTP 200: No one to bill.' });
    expect(of(200, { $type: run, IsValid: true, Messages }).kind).toBe('ok');
  });

  test('an entity is no ServiceResponse', () => {
    expect(of(200, { $type: 'Asi.Soa.Commerce.DataContracts.SubscriptionData, Asi.Contracts', Status: 1 }).kind).toBe(
      'ok',
    );
  });
});

/** One payload after the other, encrypted and back. */
import { expect, test } from '@jest/globals';
import { ApplicationFailure, defaultPayloadConverter, type Payload } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError, encodeErrorToFailure, loadDataConverter } from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { Client } from '@temporalio/client';
import { failureText } from '../../client/failure-text.js';
import { holderWaitedFor } from '../../client/schedules/waits.js';
import { codecOf } from '../../privacy/codec.js';
import { keyIdOf, Unreadable } from '../../privacy/cipher.js';
import { converterOf } from '../../privacy/converter.js';
import type { Key } from '../../privacy/keys.js';

const key = (id: string, fill = id): Key => ({ id, secret: Buffer.alloc(32, fill) });
const [old, young] = [key('old'), key('young')];
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value)!;
const valueOf = (payload: Payload): unknown => defaultPayloadConverter.fromPayload(payload);

async function encrypted(value: unknown, ...keys: Key[]): Promise<Payload> {
  return (await codecOf(keys).encode([payloadOf(value)]))[0]!;
}
const decrypted = async (payload: Payload, ...keys: Key[]): Promise<unknown> => valueOf((await codecOf(keys).decode([payload]))[0]!);

const text = (payload: Payload): string => JSON.stringify(payload) + Buffer.from(payload.data!).toString('latin1') + Object.values(payload.metadata!).map((bytes) => Buffer.from(bytes).toString()).join();

test.each([[{ name: 'Jane Doe', amounts: ['95.00'], deep: { list: [1, null] } }], ['ü'.repeat(50_000)], [undefined], [null], [new Uint8Array([0, 255, 7])], ['']])(
  'comes back as it was, and nothing of it can be read: case %#',
  async (value) => {
    const sealed = await encrypted(value, old);
    expect(text(sealed)).not.toMatch(/Jane|Doe|95\.00|amounts|(ü){8}|json/);
    expect(Buffer.from(sealed.metadata!['encoding']!).toString()).toBe('binary/encrypted');
    const back = await decrypted(sealed, old);
    // Bytes come back in a class of their own.
    expect(value instanceof Uint8Array ? Array.from(back as Uint8Array) : back).toEqual(value instanceof Uint8Array ? Array.from(value) : value);
  },
);

test('the same value is never the same twice', async () => {
  expect((await encrypted('x', old)).data).not.toEqual((await encrypted('x', old)).data);
});

test('rotation: the first key encrypts, all of them decrypt', async () => {
  const before = await encrypted('before', old);
  const after = await encrypted('after', young, old);
  expect([keyIdOf(before), keyIdOf(after)]).toEqual(['old', 'young']);
  expect(await decrypted(before, young, old)).toBe('before');
  expect(await decrypted(after, old, young)).toBe('after');
});

test('a key that is not known is named, with the variable', async () => {
  const sealed = await encrypted('Jane', old);
  for (const keys of [[young], []]) {
    const error = await decrypted(sealed, ...keys).catch((thrown: unknown) => thrown as Error);
    expect(error).toBeInstanceOf(Unreadable);
    expect((error as Error).message).toMatch(/the key "old", which is not known here: add it to DUESFLOW_ENCRYPTION_KEYS/);
  }
});

test('what was changed is refused, wherever it was changed, and so is another key of the same id', async () => {
  const sealed = await encrypted('Jane Doe', old);
  const { length } = sealed.data!;
  for (const at of [0, 11, 12, length >> 1, length - 1]) {
    const data = Uint8Array.from(sealed.data!);
    data[at]! ^= 1;
    await expect(decrypted({ ...sealed, data }, old)).rejects.toThrow(/cannot be decrypted with the key "old"/);
  }
  for (const size of [0, 5, 12, 27, length - 1]) await expect(decrypted({ ...sealed, data: sealed.data!.slice(0, size) }, old)).rejects.toBeInstanceOf(Unreadable);
  const error = await decrypted(sealed, key('old', 'zebra')).catch((thrown: unknown) => thrown as Error);
  expect(error).toBeInstanceOf(Unreadable);
  expect(`${(error as Error).message} ${(error as Error).stack}`).not.toMatch(/Jane|zebra/);
});

test('foreign payloads pass: plain JSON when read, and what is encrypted is not encrypted again', async () => {
  const plain = payloadOf({ partyId: '7' });
  expect(await decrypted(plain, old)).toEqual({ partyId: '7' });
  expect(await decrypted(plain)).toEqual({ partyId: '7' });
  const zipped: Payload = { metadata: { encoding: Buffer.from('binary/zlib') }, data: Buffer.from('abc') };
  expect((await codecOf([old]).decode([zipped]))[0]).toBe(zipped);
  const sealed = await encrypted('x', old);
  expect((await codecOf([young]).encode([sealed]))[0]).toBe(sealed);
  expect(await codecOf([]).encode([plain])).toEqual([plain]);
  const strangers: Payload = { metadata: { encoding: Buffer.from('binary/encrypted') }, data: Buffer.from('abc') };
  await expect(codecOf([old]).decode([strangers])).rejects.toThrow(/encrypted by somebody else/);
});

test('messages, stacks and details of failures and of their causes are encrypted, their types are not', async () => {
  const cause = ApplicationFailure.nonRetryable('jane@example.org is refused', 'Rejected', { who: 'Jane' });
  const error = ApplicationFailure.create({ message: 'Jane Doe cannot pay', type: 'Compensated', details: [{ name: 'Doe' }], cause });
  const converter = loadDataConverter(converterOf([old]));
  const failure = await encodeErrorToFailure(converter, error);
  expect(JSON.stringify(failure, (_, value: unknown) => (value instanceof Uint8Array ? Buffer.from(value).toString('latin1') : value))).not.toMatch(/[Jj]ane|Doe|codec\.test/);
  expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '', applicationFailureInfo: { type: 'Compensated' }, cause: { applicationFailureInfo: { type: 'Rejected' } } });
  expect(await decodeOptionalFailureToOptionalError(converter, failure)).toMatchObject({ message: 'Jane Doe cannot pay', details: [{ name: 'Doe' }], cause: { message: 'jane@example.org is refused' } });
  // Without a key all of it stays as the server shows it by itself.
  expect(await encodeErrorToFailure(loadDataConverter(converterOf([])), error)).toMatchObject({ message: 'Jane Doe cannot pay' });
});

test('what a pending activity said last is read as it was said, encrypted or not', async () => {
  const failure = ApplicationFailure.create({ message: 'held by runRenewals:north:REG' });
  for (const keys of [[old], []]) {
    const loadedDataConverter = loadDataConverter(converterOf(keys));
    const client = { options: { loadedDataConverter } } as unknown as Client;
    const lastFailure = await encodeErrorToFailure(loadedDataConverter, failure);
    expect(await failureText(client, lastFailure)).toBe('held by runRenewals:north:REG');
    const pendingActivities = [{ activityType: { name: 'awaitRelease' }, lastFailure }];
    expect(await holderWaitedFor(client, { raw: { pendingActivities } } as never)).toBe('runRenewals:north:REG');
  }
  expect(await failureText({ options: { loadedDataConverter: loadDataConverter() } } as unknown as Client, undefined)).toBeUndefined();
});

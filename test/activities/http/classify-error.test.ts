import { describe, expect, test } from '@jest/globals';
import { classifyError } from '../../../activities/http/classify.js';

describe('no complete answer', () => {
  test.each([
    ['ENOTFOUND', { code: 'ENOTFOUND', syscall: 'getaddrinfo' }, 'not-sent'],
    ['EAI_AGAIN', { code: 'EAI_AGAIN' }, 'not-sent'],
    ['ECONNREFUSED', { code: 'ECONNREFUSED', syscall: 'connect' }, 'not-sent'],
    ['unreachable while connecting', { code: 'EHOSTUNREACH', syscall: 'connect' }, 'not-sent'],
    ['unreachable later', { code: 'EHOSTUNREACH', syscall: 'read' }, 'unknown'],
    ['lookup time-out', { name: 'TimeoutError', code: 'ETIMEDOUT', event: 'lookup' }, 'not-sent'],
    ['connect time-out', { name: 'TimeoutError', code: 'ETIMEDOUT', event: 'connect' }, 'not-sent'],
    ['TLS time-out', { name: 'TimeoutError', code: 'ETIMEDOUT', event: 'secureConnect' }, 'not-sent'],
    ['connect time-out of the system', { code: 'ETIMEDOUT', cause: { syscall: 'connect' } }, 'not-sent'],
    ['expired certificate', { code: 'CERT_HAS_EXPIRED' }, 'not-sent'],
    ['self-signed certificate', { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'not-sent'],
    ['foreign certificate', { code: 'ERR_TLS_CERT_ALTNAME_INVALID' }, 'not-sent'],
    ['reset', { code: 'ECONNRESET' }, 'unknown'],
    ['broken pipe', { code: 'EPIPE' }, 'unknown'],
    ['response time-out', { code: 'ETIMEDOUT', event: 'response' }, 'unknown'],
    ['send time-out', { code: 'ETIMEDOUT', event: 'send' }, 'unknown'],
    ['socket time-out', { code: 'ETIMEDOUT', event: 'socket' }, 'unknown'],
    ['whole time-out', { code: 'ETIMEDOUT', event: 'request' }, 'unknown'],
    ['broken off', { name: 'AbortError', code: 'ERR_ABORTED' }, 'unknown'],
    ['unknown code', { code: 'EWHATEVER' }, 'unknown'],
    ['no error at all', undefined, 'unknown'],
  ])('%s', (_what, error, kind) => {
    expect(classifyError(error).kind).toBe(kind);
  });

  test('what is known of the wire outweighs the code', () => {
    expect(classifyError({ code: 'ECONNRESET' }, false)).toMatchObject({ kind: 'not-sent', sent: false });
    expect(classifyError({ code: 'ECONNREFUSED' }, true)).toMatchObject({ kind: 'unknown', sent: true });
  });

  test('names the code and the stage, and nothing else', () => {
    const error = { code: 'ETIMEDOUT', event: 'request', message: 'POST https://host/?password=x' };
    expect(classifyError(error)).toMatchObject({ message: 'no complete answer (ETIMEDOUT, request)' });
  });
});

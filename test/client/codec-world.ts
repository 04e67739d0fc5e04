/** What tests of the codec server send to it. */
import { request } from 'node:http';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';

export const UI = 'http://127.0.0.1:8233';
export const TOKEN = 'a-token-of-some-length';

export interface Answer {
  status: number;
  headers: Record<string, unknown>;
  body: string;
}

/** `fetch` lets nobody set Host and Origin. */
export function call(at: { address: string }, path: string, { method = 'POST', body = '', headers = {} }: { method?: string; body?: string | object; headers?: Record<string, string> } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL(path, at.address), { method, headers: { 'content-type': 'application/json', 'x-namespace': 'default', ...headers } }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += String(chunk)));
      answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }));
    });
    sent.on('error', reject);
    sent.end(typeof body === 'string' ? body : JSON.stringify(body));
  });
}

export const wire = (payloads: Payload[]) => ({
  payloads: payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata!).map(([name, value]) => [name, Buffer.from(value).toString('base64')])),
    data: Buffer.from(data!).toString('base64'),
  })),
});
export const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value)!;

/** Payloads as the codec protocol writes them: JSON, bytes in base64. */
import type { Payload } from '@temporalio/common';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { z } from 'zod';

const bytes = z.string().transform((text) => Buffer.from(text, 'base64'));
const schema = z.object({
  payloads: z.array(z.object({ metadata: z.record(z.string(), bytes).nullish(), data: bytes.nullish() })).max(10_000),
});

/** @throws {HTTPException} that says nothing of what was sent. */
export async function readPayloads(c: Context): Promise<Payload[]> {
  const { data } = schema.safeParse(await c.req.json().catch(notJson));
  if (!data) throw new HTTPException(400, { message: 'Send {"payloads": [{"metadata": {...}, "data": "..."}]}, bytes in base64.' });
  return data.payloads.map(({ metadata, data: content }) => ({ metadata: metadata ?? {}, data: content ?? Buffer.alloc(0) }));
}

/** Words of JSON.parse may quote a payload; that the body is too long is told by another error. */
function notJson(error: unknown): undefined {
  if (error instanceof SyntaxError || (error as Error).name === 'SyntaxError') return undefined;
  throw error;
}

export const writePayloads = (payloads: Payload[]): object => ({
  payloads: payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([name, value]) => [name, base64(value)])),
    data: base64(data),
  })),
});

const base64 = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString('base64');

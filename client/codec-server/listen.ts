/** The codec server as a server. */
import { codecOf } from '../../privacy/codec.js';
import { KEYS, KEYS_FILE, type Key } from '../../privacy/keys.js';
import { EXIT, Problem } from '../problem.js';
import { checkPlace, type Place } from '../serving/place.js';
import { serve, type Serving } from '../serving/serve.js';
import { createCodecServer } from './app.js';

/** Beside those of the console (8470) and the simulator (8480). */
export const CODEC_PORT = 8471;
export const CODEC_TOKEN = 'DUESFLOW_CODEC_TOKEN';

/** A token as "Authorization: Bearer" takes it. */
const SENDABLE = /^[\w.~+/-]+=*$/;

export interface CodecListenOptions extends Place {
  keys: Key[];
  origins: ReadonlySet<string>;
  /** 0: any that is free. */
  port: number;
  /**
   * `host` is that of a container, whose port is published on the loopback of its machine alone: that stands in for a
   * token, which a Web UI cannot send. Who starts it must see to it that no other container can call it.
   */
  publishedOnLoopback?: boolean;
  log?: (line: string) => void;
}

/** @throws {Problem} when there is no key, others could come in without a token, or the port is taken. */
export async function listenCodec({ keys, port, publishedOnLoopback, ...options }: CodecListenOptions): Promise<Serving> {
  if (keys.length === 0)
    throw new Problem('There is no key to decrypt with.', `Set ${KEYS} or ${KEYS_FILE} as the workers have it; \`duesflow codec-server --new-key\` makes a key.`, EXIT.usage);
  if (options.token !== undefined && !SENDABLE.test(options.token))
    throw new Problem(`${CODEC_TOKEN} holds what cannot be sent in a header.`, 'Use letters, digits and "-", "." or "_", such as those of `openssl rand -hex 24`.', EXIT.usage);
  checkPlace({ ...options, ...(publishedOnLoopback && { host: '127.0.0.1' }) }, { server: 'codec server', variable: CODEC_TOKEN, danger: 'read every payload' });
  const app = createCodecServer({ ...options, codec: codecOf(keys) });
  return await serve({ app, name: 'codec server', host: options.host, port });
}

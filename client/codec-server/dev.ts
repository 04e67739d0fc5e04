/** The codec server that `duesflow dev` runs beside its Web UI, in the same process. */
import { encryptionKeys } from '../encryption.js';
import { freePort } from '../temporal/ports.js';
import { CODEC_PORT, CODEC_TOKEN, listenCodec } from './listen.js';
import { originsOf } from './origins.js';

export interface DevCodec {
  endpoint: string;
  /** Lets in the pages of this Web UI, whose address is known only after the server has started. */
  allow(uiUrl: string | undefined): void;
  close(): Promise<void>;
}

/**
 * Undefined when no key is configured. With a token, too: a Web UI without a log-in has none to send.
 * @throws {Problem} when the keys cannot be used.
 */
export async function devCodec(say: (line: string) => void): Promise<DevCodec | undefined> {
  const keys = encryptionKeys();
  if (keys.length === 0) return undefined;
  if (process.env[CODEC_TOKEN]) {
    say(`${CODEC_TOKEN} is set, which the Web UI cannot send: it shows payloads encrypted. Read them with \`duesflow codec-server\` and the \`temporal\` command.`);
    return undefined;
  }
  const origins = new Set<string>();
  const { address, close } = await listenCodec({ keys, origins, host: '127.0.0.1', port: await freePort(CODEC_PORT), log: say });
  return {
    endpoint: address.replace(/\/$/, ''),
    allow: (uiUrl) => (uiUrl ? originsOf(new URL(uiUrl).port).forEach((origin) => origins.add(origin)) : undefined),
    close,
  };
}

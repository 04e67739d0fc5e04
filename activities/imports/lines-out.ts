/** Lines into a file, as fast as the disk takes them. */
import { open } from 'node:fs/promises';
import { FILE_MODE } from './paths.js';

const BUFFER = 64 * 1024;

export interface LineWriter {
  write(line: string): Promise<void>;
  close(): Promise<void>;
}

/** Makes the file anew. Whoever opens it closes it. */
export async function lineWriter(path: string): Promise<LineWriter> {
  const handle = await open(path, 'w', FILE_MODE);
  let waiting = '';
  const flush = async () => {
    const text = waiting;
    waiting = '';
    if (text) await handle.appendFile(text);
  };
  return {
    async write(line) {
      waiting += `${line}\n`;
      if (waiting.length >= BUFFER) await flush();
    },
    async close() {
      try {
        await flush();
      } finally {
        await handle.close();
      }
    },
  };
}

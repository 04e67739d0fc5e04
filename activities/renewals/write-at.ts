/** Files that grow by attempts: what stands behind the known end is of an attempt that did not end, and is cut off. */
import { mkdir, open } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Writes the text at `offset` (bytes), where the file ends from then on. 0 begins a new file. @returns the new end. */
export async function writeAt(file: string, offset: number, text: string): Promise<number> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, offset === 0 ? 'w+' : 'r+', 0o600);
  try {
    await handle.truncate(offset);
    const { bytesWritten } = await handle.write(Buffer.from(text), 0, undefined, offset);
    await handle.sync();
    return offset + bytesWritten;
  } finally {
    await handle.close();
  }
}

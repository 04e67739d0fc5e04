/** Opening a results file: nothing of somebody's is cut off for it. */
import { type FileHandle, mkdir, open, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { FILE_MODE } from './paths.js';
import { ImportProblem } from './problem.js';
import { resultsFormat } from './results-format.js';

/** Enough to tell results by. Bytes. */
const HEAD = 200;

/**
 * Opens the file for appending, as it stands. `source`: the file that is imported. Throws ImportProblem `results` when
 * it is the source (by whatever path or link), is no plain file, or holds something else than results.
 */
export async function openResults(file: string, source?: string): Promise<FileHandle> {
  await mkdir(dirname(file), { recursive: true });
  const handle = await open(file, 'a+', FILE_MODE).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EISDIR' ? refused('is a folder') : error;
  });
  try {
    if (!(await handle.stat()).isFile()) throw refused('is no plain file');
    if (source !== undefined && (await isSame(handle, source))) throw refused('is the file that is imported');
    if (!resultsFormat(file).isOurs(await headOf(handle))) throw refused('exists and is no results file');
    return handle;
  } catch (error) {
    await handle.close();
    throw error;
  }
}

/** By its place on the disk, which no link and no spelling of its path changes. A source may be gone since. */
async function isSame(handle: FileHandle, source: string): Promise<boolean> {
  const from = await stat(source, { bigint: true }).catch(() => undefined);
  const { dev, ino } = await handle.stat({ bigint: true });
  return from?.dev === dev && from.ino === ino;
}

async function headOf(handle: FileHandle): Promise<string> {
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD), 0, HEAD, 0);
  return buffer.toString('utf8', 0, bytesRead);
}

const refused = (fault: string): ImportProblem =>
  new ImportProblem('results', `resultsFile: ${fault}`, 'name another, whose content may be replaced');

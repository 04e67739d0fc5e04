/** The worker of the matrix as one file: a matrix starts hundreds of them, and each would compile the sources anew, 0.8 s of CPU. */
import { readFile } from 'node:fs/promises';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { plantIn } from './plant.js';

/** Form of calls and heartbeat details of another release (contracts/reply.ts): each takes what the other says for unknown. */
const OTHER = { name: 'another version', file: 'workflows/contracts/reply.ts', find: 'export const VERSION = 1;', replace: 'export const VERSION = 2;' };

const fileIn = (root: string, other: boolean): string => join(root, 'dist', `crash-worker-${process.pid}${other ? '-other' : ''}.mjs`);

export function removeWorkerFiles(root: string): void {
  for (const other of [false, true]) rmSync(fileIn(root, other), { force: true });
}

/**
 * Builds it from the sources in `root`, beside the workflow bundle; packages stay where they are. `other`: as of another
 * release. Answers with its path.
 */
export async function buildWorkerFile(root: string, { other = false } = {}): Promise<string> {
  const outfile = fileIn(root, other);
  await build({
    entryPoints: [join(root, 'test/crash/worker.ts')],
    outfile,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    sourcemap: 'inline',
    logLevel: 'error',
    plugins: [sources(other)],
  });
  return outfile;
}

/** Sources find their neighbours by their own address. */
const sources = (other: boolean): Plugin => ({
  name: 'sources',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      const source = other && path.endsWith(OTHER.file) ? plantIn(text, OTHER) : text;
      return { loader: 'ts', contents: source.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)) };
    });
  },
});

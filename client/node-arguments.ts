/** How to run a module of ours in a Node process of its own, from the sources (by tsx) or from a build. */
import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * Arguments for `process.execPath` that run the module `path` (without its extension) in the same form, TypeScript or
 * built, as the module that asks (`from`, its `import.meta.url`).
 */
export function nodeArguments(path: string, from: string): string[] {
  const extension = extname(fileURLToPath(from));
  // Resolved from here, so that it is found whatever the working directory is.
  const loader = () => pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
  return [...(extension === '.ts' ? ['--import', loader()] : []), path + extension];
}

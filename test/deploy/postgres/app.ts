/** What the image of the Dockerfile holds, in a folder: the build with its bundle, package.json, the dependencies. */
import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { ROOT } from '../compose.js';

const run = promisify(execFile);

export async function buildApp(folder: string): Promise<void> {
  const root = fileURLToPath(ROOT);
  await mkdir(folder);
  await run(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), '-p', root, '--outDir', join(folder, 'dist')]);
  await cp(join(root, 'package.json'), join(folder, 'package.json'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  await run(process.execPath, ['dist/worker/build-bundle.js', '--traced'], { cwd: folder });
}

/** The package as another service gets it: what is in it, its types, its schemas, its command. */
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { FLOWS } from '../../workflows/contracts/names.js';
import { ROOT, say } from './ways.js';

let folder: string;
let consumer: string;
let packed: string[];
const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');

/** Built and packed beside the repository: a build within it would be used by whatever else runs at the time. Types are checked elsewhere. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'duesflow-package-'));
  const source = join(folder, 'source');
  consumer = join(folder, 'consumer');
  await mkdir(join(consumer, 'node_modules'), { recursive: true });
  const built = await say([process.execPath, tsc, '-p', join(ROOT, 'tsconfig.json'), '--noCheck', '--outDir', join(source, 'dist')]);
  if (built.code !== 0) throw new Error(built.out);
  await Promise.all(['package.json', 'schemas', '.env.example', 'client/cli/duesflow.mjs'].map((part) => cp(join(ROOT, part), join(source, part), { recursive: true })));
  const { out } = await say(['npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder], {}, source);
  const [{ filename, files }] = JSON.parse(out) as [{ filename: string; files: { path: string }[] }];
  packed = files.map(({ path }) => path);
  await say(['tar', '-xzf', join(folder, filename), '-C', folder]);
  for (const name of await readdir(join(ROOT, 'node_modules'))) await symlink(join(ROOT, 'node_modules', name), join(consumer, 'node_modules', name));
  await cp(join(folder, 'package'), join(consumer, 'node_modules/duesflow'), { recursive: true });
  await writeFile(join(consumer, 'package.json'), '{ "type": "module" }');
}, 600_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('it has the library with its types and the schema of every flow, and no tests, sources or secrets', () => {
  expect(packed).toEqual(expect.arrayContaining(['dist/client/index.js', 'dist/client/index.d.ts', 'client/cli/duesflow.mjs', ...FLOWS.map((flow) => `schemas/${flow}.json`), 'schemas/report.json']));
  const ours = packed.filter((path) => !path.startsWith('dist/test/simulator/'));
  expect(ours.filter((path) => /^(dist\/)?test\/|(^|\/)\.env$|^secrets|(?<!\.d)\.ts$/.test(path))).toEqual([]);
});

test('the TypeScript example is checked against its types, and a wrong member does not compile', async () => {
  const compile = async (name: string, text: string) => {
    await writeFile(join(consumer, name), text);
    return await say([process.execPath, tsc, '--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2023', '--skipLibCheck', '--types', 'node', name], {}, consumer);
  };
  const example = readFileSync(join(ROOT, 'examples/typescript/purchase-subscription.ts'), 'utf8');
  expect(await compile('right.ts', example)).toMatchObject({ code: 0, out: '' });
  const wrong = await compile('wrong.ts', example.replace("methodId: 'CASH'", "method: 'CASH'"));
  expect(wrong.code).not.toBe(0);
  expect(wrong.out).toContain("'method' does not exist");
}, 300_000);

test('library, schemas and command are found by their names', async () => {
  await writeFile(
    join(consumer, 'use.mjs'),
    `import { keyOf } from 'duesflow';
import report from 'duesflow/schemas/report.json' with { type: 'json' };
console.log(keyOf('changeChapter', { partyId: '1', add: 'east' }), report.title);`,
  );
  expect(await say([process.execPath, '--no-warnings', 'use.mjs'], {}, consumer)).toMatchObject({ out: 'changeChapter:default:1:add:EAST report\n', code: 0 });
  await writeFile(join(consumer, 'input.json'), JSON.stringify({ partyId: '1', add: 'east' }));
  const command = join(consumer, 'node_modules/duesflow/client/cli/duesflow.mjs');
  expect((await say([process.execPath, command, 'key', 'changeChapter', '--input', 'input.json'], {}, consumer)).out).toContain('changeChapter:default:1:add:EAST');
}, 120_000);

test('examples in C# and Python, which are not run, have the names of the contracts', async () => {
  const names = ['purchaseSubscription', '"duesflow"', 'Tenant', 'PartyId', 'partyId', 'itemId', 'beginDate', 'methodId', 'invoiceId', '"report"', '"parked"'];
  for (const file of ['csharp/PurchaseSubscription.cs', 'python/purchase_subscription.py', 'go/main.go']) {
    const text = await readFile(join(ROOT, 'examples', file), 'utf8');
    expect([file, names.filter((name) => !text.includes(name))]).toEqual([file, []]);
    expect(text).toMatch(/USE_EXISTING|UseExisting/);
    expect(text).toMatch(/REJECT_DUPLICATE|RejectDuplicate/);
  }
  expect(readdirSync(join(ROOT, 'examples')).sort()).toEqual(['csharp', 'go', 'http', 'keys.json', 'python', 'typescript']);
});

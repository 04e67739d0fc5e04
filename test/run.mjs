#!/usr/bin/env node
/**
 * `npm test`: lint, types, unit and flow tests, the demo under Node 24, crashes of long work, the crash matrix; each part counts. The closing line is
 * `N passed, N failed`. Arguments go to jest and leave the other parts out: `npm test -- test/flows`. Test files that fail
 * are run once more, alone: what passes then has passed, and is told as `unsteady`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'duesflow-test-'));
const total = { passed: 0, failed: 0 };

function node(args, env = {}) {
  const options = { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } };
  return spawnSync(process.execPath, args, options).status ?? 1;
}

function count(name, passed, failed) {
  total.passed += passed;
  total.failed += failed;
  console.log(`--- ${name}: ${passed} passed, ${failed} failed\n`);
}

function check(name, args) {
  console.log(`--- ${name}`);
  const ok = node(args) === 0;
  count(name, ok ? 1 : 0, ok ? 0 : 1);
}

function jestOnce(name, args) {
  const file = join(scratch, `${name}.json`);
  const status = node(['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...args]);
  return { ...JSON.parse(readFileSync(file, 'utf8')), status };
}

/** A machine that was late fails a test that is right: its file is run again, alone. What fails again has failed. */
function jest(args) {
  const first = jestOnce('jest', args);
  const files = first.testResults.filter(({ status }) => status === 'failed');
  // Options may choose tests of a file, which a second run would not know.
  const again = files.length > 0 && args.every((one) => !one.startsWith('-'));
  const last = again ? jestOnce('again', ['--runInBand', '--runTestsByPath', ...files.map(({ name }) => name)]) : first;
  // A file that does not even load has no tests to count.
  const failed = last.numFailedTests + last.numRuntimeErrorTestSuites;
  const passed = again ? first.numPassedTests - withStatus(files, 'passed').length + last.numPassedTests : first.numPassedTests;
  if (again) tellUnsteady(files, last.testResults);
  count('jest', passed, failed === 0 && last.status !== 0 ? 1 : failed);
}

const withStatus = (files, wanted) =>
  files.flatMap(({ name, assertionResults }) =>
    assertionResults.filter(({ status }) => status === wanted).map(({ fullName }) => `${relative(root, name)} > ${fullName}`),
  );

function tellUnsteady(before, after) {
  const passed = new Set(withStatus(after, 'passed'));
  const loaded = before.filter(({ name, assertionResults }) => assertionResults.length === 0 && after.some((one) => one.name === name && one.status === 'passed'));
  const names = [...withStatus(before, 'failed').filter((name) => passed.has(name)), ...loaded.map(({ name }) => relative(root, name))];
  for (const name of names) console.log(`unsteady: ${name} failed at first, and passed alone`);
}

/** Its last line counts its cases, under this name. */
async function crash(name, args) {
  console.log(`--- ${name}`);
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/crash/main.ts', ...args], { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    told += chunk;
  });
  const [status] = await once(child, 'close');
  const [, passed, failed] = new RegExp(`${name}: (\\d+) passed, (\\d+) failed\\s*$`).exec(told) ?? [0, 0, 1];
  count(name, Number(passed), Number(failed) === 0 && status !== 0 ? 1 : Number(failed));
}

/** Another Node than ours, from the npm registry: its path, which the children of what it runs get too. */
function nodeOf(major) {
  const { stdout, stderr, error } = spawnSync('npx', ['--yes', '--package', `node@${major}`, 'node', '--print', 'process.execPath'], { encoding: 'utf8' });
  const path = stdout?.trim();
  const version = path && spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout.trim();
  if (version?.startsWith(`v${major}.`)) return { path, version };
  console.log(`Node ${major} could not be fetched from the npm registry: ${stderr?.trim() || error?.message || version || 'npx said nothing'}`);
  return undefined;
}

/** Every flow, on a real Temporal server, with killed workers: what of the SDK is native code runs too. */
function demoUnder(major) {
  const name = `demo under Node ${major}`;
  console.log(`--- ${name}`);
  const other = nodeOf(major);
  const { status, stdout, stderr } = other ? spawnSync(other.path, ['client/cli/duesflow.mjs', 'demo'], { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 }) : {};
  if (other) console.log(status === 0 ? `${other.version}\n${stdout.slice(stdout.lastIndexOf("The simulator's ledger"))}` : stdout + stderr);
  count(name, status === 0 ? 1 : 0, status === 0 ? 0 : 1);
}

const jestArguments = process.argv.slice(2);
try {
  if (jestArguments.length === 0) {
    // Built, too: each of the hundreds of commands that the tests run starts in half the time.
    check('types', ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
    check('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']);
  }
  jest(jestArguments);
  if (jestArguments.length === 0) {
    demoUnder(24);
    await crash('crash of long work', ['--long']);
    await crash('crash matrix', []);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

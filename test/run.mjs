#!/usr/bin/env node
/**
 * `npm test`: lint, types, unit and flow tests, the crash matrix; each part counts. The closing line is
 * `N passed, N failed`. Arguments go to jest and leave the other parts out: `npm test -- test/flows`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

function jest(args) {
  const file = join(scratch, 'jest.json');
  const status = node(['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--json', `--outputFile=${file}`, ...args]);
  const result = JSON.parse(readFileSync(file, 'utf8'));
  // A file that does not even load has no tests to count.
  const broken = result.numRuntimeErrorTestSuites;
  const failed = result.numFailedTests + broken;
  count('jest', result.numPassedTests, failed === 0 && status !== 0 ? 1 : failed);
}

/** Its last line counts its cases. */
async function crashMatrix() {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/crash/main.ts'], { cwd: root, stdio: ['inherit', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    told += chunk;
  });
  const [status] = await once(child, 'close');
  const [, passed, failed] = /crash matrix: (\d+) passed, (\d+) failed\s*$/.exec(told) ?? [0, 0, 1];
  count('crash matrix', Number(passed), Number(failed) === 0 && status !== 0 ? 1 : Number(failed));
}

const jestArguments = process.argv.slice(2);
try {
  if (jestArguments.length === 0) {
    check('types', ['node_modules/typescript/bin/tsc', '--noEmit']);
    check('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']);
  }
  jest(jestArguments);
  if (jestArguments.length === 0) await crashMatrix();
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

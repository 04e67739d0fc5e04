import tseslint from 'typescript-eslint';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';

/** Who may import whom (docs/architecture.md). `from` may not be imported by `target`. */
const zones = [
  { target: './workflows/contracts', from: ['./workflows', './activities', './worker', './client', './privacy', './test'], except: ['./contracts'] },
  // An example sees the library alone, as another service does.
  { target: './examples', from: ['./workflows', './activities', './privacy', './telemetry', './worker', './client', './test'], except: ['../client/index.ts'] },
  { target: './workflows', from: ['./privacy', './telemetry', './worker', './client', './test'] },
  { target: './activities', from: ['./privacy', './telemetry', './worker', './client', './test'] },
  { target: './activities', from: './workflows', except: ['./contracts'] },
  // Client and worker trace in the same way.
  { target: './telemetry', from: ['./workflows', './activities', './worker', './client', './test'] },
  { target: './worker', from: ['./client', './test'] },
  { target: './worker', from: './workflows', except: ['./contracts'] },
  { target: './client', from: './workflows', except: ['./contracts'] },
  // Whoever starts a flow and the worker that carries it out must read a file, a list and a schedule in the same way.
  { target: './client', from: './activities', except: ['./flows/resolve.ts', './imports', './renewals'] },
  // Encryption is known to whoever connects to Temporal, and to nobody else.
  { target: './privacy', from: ['./workflows', './activities', './telemetry', './worker', './client', './test'] },
  { target: './test/simulator', from: ['./activities', './workflows', './privacy', './telemetry', './worker', './client'] },
].flatMap(({ target, from, except }) =>
  [from].flat().map((one) => ({ target, from: one, ...(except ? { except } : {}) })),
);

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', 'coverage/', '**/*.mjs', '**/*.cjs'] },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { basePath: import.meta.dirname, zones }],
    },
  },
  {
    // Workflow code sees activities, zod schemas and Node only as types: all else would enter the bundle.
    files: ['workflows/**/*.ts'],
    ignores: ['workflows/contracts/schemas/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['**/activities/**', '**/schemas/**', 'zod', 'got', 'node:*'], allowTypeImports: true, message: 'Workflow code may import this as a type only.' },
          ],
        },
      ],
      // All runs of a worker share the modules (worker/bundle.ts); the global object is each run's own.
      'no-restricted-syntax': [
        'error',
        ...['Program > VariableDeclaration[kind="let"]', 'Program > VariableDeclaration > VariableDeclarator > NewExpression[callee.name=/^(Weak)?(Map|Set)$/]'].flatMap((selector) =>
          [selector, selector.replace('Program', 'Program > ExportNamedDeclaration')].map((one) => ({ selector: one, message: 'A state of the module would be shared by all runs: keep it in SagaData, or on globalThis.' })),
        ),
      ],
    },
  },
);

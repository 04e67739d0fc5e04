import { tsImport } from 'tsx/esm/api';

export default async () => await (await tsImport('./teardown.ts', import.meta.url)).globalTeardown();

// jest loads its global set-up outside its own transform: tsx reads the TypeScript.
import { tsImport } from 'tsx/esm/api';

export default async () => await (await tsImport('./global.ts', import.meta.url)).globalSetup();

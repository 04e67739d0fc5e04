/** Origins of Web UIs. To a browser 127.0.0.1 and localhost are two. */
import { stateFolder } from '../temporal/dev-server.js';
import { readRecord } from '../temporal/record.js';

/** Of `temporal server start-dev` when it is told no other. */
const UI_PORT = 8233;

/** The Web UI that `duesflow dev` runs, or ran last, on this state folder. */
export async function devOrigins(folder = stateFolder()): Promise<string[]> {
  return originsOf((await readRecord(folder))?.uiPort ?? UI_PORT);
}

export const originsOf = (port: number | string): string[] => [`http://127.0.0.1:${port}`, `http://localhost:${port}`];

/** A Chromium of this machine: none is downloaded. */
import { accessSync, constants } from 'node:fs';

/** Names another one. */
export const VARIABLE = 'CHROMIUM_PATH';

export const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

export function chromiumPath(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const named = env[VARIABLE];
  return named || PLACES.find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

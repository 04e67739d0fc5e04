/** `npm ci` builds the workflow bundle ahead (package.json, "prepare"). */
import { BUNDLE_PATH, loadBundle } from './bundle.js';

const code = await loadBundle();
console.error(`workflow bundle: ${Math.round(code.length / 1024)} KiB in ${BUNDLE_PATH}`);

/** The order of the play. The runs come last: they find what the members before them have bought. */
import { IMPORT_ACTS } from './import-acts.js';
import { actOf } from './play.js';
import { RENEWAL_ACTS } from './renewal-acts.js';
import { scheduled } from './schedule-act.js';
import { CHANGES } from './scenes/changes.js';
import { FAILURES } from './scenes/failures.js';
import { MEMBERSHIPS } from './scenes/memberships.js';
import { ORDERS } from './scenes/orders.js';
import type { Scene } from './scenes/scene.js';
import { YOUR_MEMBERSHIP } from './scenes/yourmembership.js';
import type { Act } from './stage.js';

export const SCENES: Scene[] = [...MEMBERSHIPS, ...FAILURES, ...ORDERS, ...CHANGES, ...YOUR_MEMBERSHIP];

export const ACTS: Act[] = [...SCENES.map(actOf), ...IMPORT_ACTS, ...RENEWAL_ACTS, scheduled];

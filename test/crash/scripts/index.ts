/** All scripts of the matrix. */
import { CHAPTERS } from './change-chapter.js';
import { ENROLMENTS } from './enrol-member.js';
import { IMPORTS } from './import-dues.js';
import { JOINS } from './join-member.js';
import { MODIFICATIONS } from './modify-subscription.js';
import { PAYMENTS_OF_INVOICES } from './pay-invoice.js';
import { ORDERS } from './purchase-non-dues.js';
import { PURCHASES } from './purchase-subscription.js';
import { RENEWALS } from './renew-member.js';
import { TAKEN_BACK } from './reverse-payment.js';
import { RUNS } from './run-renewals.js';
import type { Script } from './script.js';
import { UPDATES } from './update-member.js';
import { DUES_OF_MEMBERS } from './ym-create-dues.js';

export const SCRIPTS = [
  ...ENROLMENTS,
  ...RENEWALS,
  ...PURCHASES,
  ...PAYMENTS_OF_INVOICES,
  ...CHAPTERS,
  ...IMPORTS,
  ...RUNS,
  ...MODIFICATIONS,
  ...UPDATES,
  ...ORDERS,
  ...JOINS,
  ...TAKEN_BACK,
  ...DUES_OF_MEMBERS,
] as Script[];

/** The flows that have scripts. */
export const FLOWS: string[] = [...new Set(SCRIPTS.map(({ flow }) => flow))];

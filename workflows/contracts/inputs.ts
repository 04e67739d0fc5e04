/** Types of the flows' inputs. Workflow code sees the schemas as types only: zod must not enter the bundle. */
import type { z } from 'zod';
import type { schemas } from './schemas/flows.js';
import type { FlowName } from './names.js';

export type { Payment } from './schemas/common.js';
export type InputOf<F extends FlowName> = z.infer<(typeof schemas)[F]>;
export type PurchaseSubscription = InputOf<'purchaseSubscription'>;
export type EnrolMember = InputOf<'enrolMember'>;
export type PayInvoice = InputOf<'payInvoice'>;
export type ChangeChapter = InputOf<'changeChapter'>;
export type AnyInput = InputOf<FlowName>;
export type RenewMember = InputOf<'renewMember'>;
export type RunRenewals = InputOf<'runRenewals'>;
export type ImportDues = InputOf<'importDues'>;
export type ImportPackage = InputOf<'importPackage'>;
export type ModifySubscription = InputOf<'modifySubscription'>;
export type PurchaseNonDues = InputOf<'purchaseNonDues'>;
export type JoinMember = InputOf<'joinMember'>;
export type ReversePayment = InputOf<'reversePayment'>;
export type UpdateMember = InputOf<'updateMember'>;
export type YmCreateDues = InputOf<'ymCreateDues'>;

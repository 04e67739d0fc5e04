import type { EditableField } from '../../workflows/contracts/subscription-fields.js';

const NOTES: readonly EditableField[] = ['sourceCode', 'adjustmentReason'];

/** Fields that say something and move nothing. */
export const isNote = (field: string): boolean => NOTES.some((one) => one === field);

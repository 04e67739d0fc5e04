/** Which members the verbs take at which step. A test compares with the steps; the flow itself has the last word. */
import type { FlowName } from '../../workflows/contracts/names.js';

const CORRECTABLE: Record<string, string[]> = {
  'preview price': ['payment'],
  'pay invoice': ['payment'],
  'submit order': ['payment'],
  'prepare cart': ['payment'],
  'submit cart': ['payment'],
  'join chapter': ['chapter'],
  'reverse payment': ['how', 'amount', 'date', 'reason'],
  'check dues': ['amount', 'rules', 'modifiers', 'promoCode', 'payment'],
  'pay dues': ['payment'],
};

/** Of an input in which the chapter is the act itself. */
const OF_CHANGE_CHAPTER = ['joinDate', 'role'];

export const correctable = (flow: FlowName, step: string): string[] =>
  flow === 'changeChapter' && step === 'join chapter' ? OF_CHANGE_CHAPTER : (CORRECTABLE[step] ?? []);

/** What later steps need of one that is skipped. */
const NEEDS: Record<string, string[]> = {
  'create subscription': ['invoiceId'],
  'find payment': ['paymentId'],
  'create dues': ['invoiceNumber'],
};
export const needed = (step: string): string[] => NEEDS[step] ?? [];

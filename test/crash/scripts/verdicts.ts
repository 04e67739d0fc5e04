/** Verdicts that are right when something came: a clear no may end a step that goes forward. Who comes first decides among rivals: the ledger tells whether the words fit. */
import type { Happening } from './script.js';

/** Of a sale, by whichever flow: what was made is taken back when its payment is refused. */
export const ofSale =
  (refused: boolean) =>
  ({ call, fault, no, act, word }: Happening): string[] => {
    if (word === 'compensate') return ['compensated'];
    if (act) return ['completed', 'compensated', 'rejected', 'cancelled'];
    if (refused && call.entity === 'ComboOrder' && fault) return ['compensated', 'completed'];
    return [refused ? 'compensated' : 'completed', ...(no ? ['rejected', 'compensated'] : [])];
  };

/** Of a flow without a way back: it is done, or nothing was. */
export const doneOrNot = ({ no, act, word }: Happening): string[] => {
  if (word === 'compensate') return ['compensated', 'cancelled', 'rejected'];
  return act ? ['completed', 'rejected', 'cancelled'] : ['completed', ...(no ? ['rejected'] : [])];
};

/** Of steps that are all taken back when one is refused. */
export const doneOrUndone = (happening: Happening): string[] =>
  happening.word === 'compensate' ? ['compensated'] : [...doneOrNot(happening), ...(happening.no || happening.act ? ['compensated'] : [])];

/** Of an order: its lines may be refused already when they are priced. */
export const ofOrder = (happening: Happening): string[] => {
  const { call, fault } = happening;
  return [...doneOrUndone(happening), ...(fault && call.entity.endsWith('.UpdatePricing') ? ['rejected', 'compensated'] : [])];
};

/** A renewal is refused before it is billed, or its bill stands. */
export const ofRenewal =
  (refused: boolean) =>
  ({ call, fault, no, act }: Happening): string[] => {
    if (act) return ['completed', 'completed-with-exceptions', 'rejected', 'cancelled'];
    if (fault && call.entity === 'ComboOrder') return ['completed', 'completed-with-exceptions'];
    const open = refused ? ['completed-with-exceptions'] : ['completed'];
    return no && call.entity.startsWith('LegacyBilling') ? [...open, 'rejected'] : open;
  };

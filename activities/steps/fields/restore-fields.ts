/** Puts back the fields a step changed, as long as they are as it left them (domain-rules section 3: "modify, later failure"). */
import type { UndoInput } from '../../../workflows/contracts/reply.js';
import type { LookContext, Sight, Write } from '../../write/write.js';
import { Fence } from './fenced.js';
import { differing, imageOf, type FieldRecord, type FieldsBefore, type Reading, type Values } from './record.js';

type Undo<Input, Result> = UndoInput<Input, Result, FieldsBefore>;

export function restoreFields<Input, Row, Result>(record: FieldRecord<Input, Row, Result>, username: string): Write<Undo<Input, Result>, FieldsBefore, null> {
  const fence = new Fence<Row>();
  return {
    targets: ({ input }) => record.targets(input),

    async look(context): Promise<Sight<null, FieldsBefore>> {
      const { input: undo, before: seen } = context;
      const { input, before } = undo;
      const there = (evidence: string): Sight<null, never> => ({ change: 'there', owner: seen ? 'us' : 'other', result: null, evidence, provisional: true });
      if (undo.owner !== 'us' && !undo.maybeSent) return there('nothing was sent: nothing to undo');
      const reading = await record.read(input);
      fence.look(reading);
      const called = record.called(input);
      if (!reading) return park(`there is no ${called} any more`);
      if (!before) return withoutImage(context, record.wish(input, reading), reading, called);
      const open = differing(before.values, reading.values);
      if (open.length === 0) return there(`${called} is as it was before`);
      const theirs = open.filter((name) => reading.values[name] !== record.wish(input, reading)[name]);
      if (theirs.length > 0) return park(`${theirs.join(', ')} of ${called} was changed since by another`);
      if (reading.updatedBy !== undefined && reading.updatedBy.toUpperCase() !== username.toUpperCase()) return park(`somebody else has changed ${called} since`);
      const objection = record.objectionToUndo?.(reading, before);
      return objection ? park(objection) : { change: 'none', before: imageOf(reading), evidence: `to be put back: ${open.join(', ')}` };
    },

    send({ input: { input, before } }, options) {
      const former = (reading: Reading<Row>): Values =>
        Object.fromEntries(differing(before!.values, reading.values).map((name) => [name, before!.values[name] ?? null]));
      return fence.send(
        () => record.read(input),
        (reading) => record.put(reading, former(reading), options),
      );
    },
  };
}

/** A person has put it back by hand, and says where: there is no image to hold it against, but nothing wished may stand. */
function withoutImage({ ref }: LookContext<unknown, unknown>, wish: Values, { values }: Reading<unknown>, called: string): Sight<null, FieldsBefore> {
  const back = ref !== undefined && differing(wish, values).length === Object.keys(wish).length;
  if (back) return { change: 'there', owner: 'other', result: null, evidence: `nothing that was wished stands in ${called}`, provisional: true };
  return park(`how ${called} stood before is not known`);
}

const park = (evidence: string): Sight<never, never> => ({ change: 'blocked', outcome: 'unknown', evidence });

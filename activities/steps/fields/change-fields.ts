/** Changes some fields of a record, and leaves alone what another has changed meanwhile. */
import { ownerOf, type LookContext, type Sight, type Write } from '../../write/write.js';
import { Fence } from './fenced.js';
import { changedSince, differing, imageOf, LAST_UPDATED, type FieldRecord, type FieldsBefore, type Reading } from './record.js';

export function changeFields<Input, Row, Result>(record: FieldRecord<Input, Row, Result>, username: string): Write<Input, FieldsBefore, Result> {
  const fence = new Fence<Row>();
  return {
    shared: true,
    targets: (input) => record.targets(input),

    async look(context): Promise<Sight<Result, FieldsBefore>> {
      const { input, before } = context;
      const reading = await record.read(input);
      fence.look(reading);
      if (!reading) return { change: 'blocked', outcome: 'rejected', evidence: `there is no ${record.called(input)}` };
      const wish = record.wish(input, reading);
      const open = differing(wish, reading.values);
      if (open.length === 0) {
        // Perhaps sent, and no image tells what stood before: whose the values are cannot be told.
        const changed = before ? differing(wish, before.values) : context.maybeSent ? undefined : [];
        const byUs = reading.updatedBy === undefined ? {} : { byUs: isLastBy(username, reading) };
        const evidence = `${record.called(input)} is as wished: ${Object.keys(wish).join(', ')}`;
        const facts = before?.facts ?? (await record.factsOf?.(input, reading)) ?? {};
        return { change: 'there', owner: ownerOf(context, byUs), result: record.result(input, reading, changed, facts), evidence, records: record.records(input) };
      }
      const others = before ? changedSince(before, imageOf(reading)) : [];
      if (others.length > 0 && !(context.maybeSent && notSaved(others, username, reading))) return overtaken(context, record.called(input), others);
      if (!context.maybeSent) {
        const objection = await record.objection?.(input, reading, open);
        if (objection) return objection;
      }
      return { change: 'none', before: imageOf(reading), evidence: `to be changed: ${open.join(', ')}` };
    },

    send: ({ input }, options) =>
      fence.send(
        () => record.read(input),
        (reading) => record.put(reading, pick(record.wish(input, reading), differing(record.wish(input, reading), reading.values)), options),
      ),
  };
}

const isLastBy = (username: string, { updatedBy }: Reading<unknown>): boolean => updatedBy?.toUpperCase() === username.toUpperCase();

/** Taken by the API, and not saved (facts 2.4): the fields are as before, and nobody but us has touched the record. It may be sent again. */
const notSaved = (others: string[], username: string, reading: Reading<unknown>): boolean =>
  others.every((name) => name === LAST_UPDATED) && isLastBy(username, reading);

/**
 * Another has written since the first look. Nothing sent: a person's `retry` begins from the record as it stands then.
 * Else it may be our own change, kept in part, or theirs on top of it: only a person can tell.
 */
function overtaken(context: LookContext<unknown, FieldsBefore>, called: string, names: string[]): Sight<never, never> {
  const { maybeSent } = context;
  const evidence = `${called} was changed by another since it was read (${names.join(', ')}): compare in iMIS, then retry`;
  if (maybeSent) return { change: 'blocked', outcome: 'unknown', evidence };
  delete context.before;
  return { change: 'blocked', outcome: 'unavailable', evidence };
}

const pick = <T>(values: Record<string, T>, names: string[]): Record<string, T> => Object.fromEntries(names.map((name) => [name, values[name]!]));

/** Planted bugs of the saga core and of the HTTP client: what a flow takes back, and what it believes. */
import type { Planted } from './planted.js';

export const PLANTED_FLOW: Planted[] = [
  {
    name: 'compensation-registered-after',
    file: 'workflows/saga/run.ts',
    find: `    const entry = newEntry(this.data, step as Step, input);
    for (;;) {
      const why = await this.attempt(entry);
      if (why === undefined) break;`,
    replace: `    const entry = newEntry(this.data, step as Step, input);
    this.data.entries.pop();
    for (;;) {
      const why = await this.attempt(entry);
      if (why === undefined) {
        this.data.entries.push(entry);
        break;
      }`,
    why: 'the undo of a step is known only when the step has ended well: one whose answer was lost is never undone',
  },
  {
    name: 'undo-of-what-was-there',
    file: 'workflows/saga/undo.ts',
    find: "return last.owner === 'other' ? 'left' : undefined;",
    replace: 'return undefined;',
    // The undo itself is the second guard: it asks whose the membership is, and parks.
    also: [
      {
        file: 'activities/steps/chapters/undo-join-chapter.ts',
        find: "markedBy(read, marker) ?? (owner === 'us' ? true : undefined);",
        replace: 'markedBy(read, marker) ?? (owner !== undefined);',
      },
    ],
    why: 'a chapter held for years is left when a payment is refused',
  },
  {
    name: 'retry-on-write',
    file: 'activities/http/http.ts',
    find: 'retry: { methods: [] } }),',
    replace: "retry: { methods: ['GET', 'POST', 'PUT', 'DELETE'] } }),",
    why: 'a POST whose answer was lost is sent once more by the HTTP client, below the protocol and unseen by it',
  },
  {
    name: 'belief-only',
    file: 'activities/write/act.ts',
    find: "  throw new Again('Unsettled', `sent (${said}), but the record does not show it yet`);",
    replace: `  if (answer.kind === 'ok') return book.reply('done', said, { owner: 'us', maybeSent: false });
  throw new Again('Unsettled', \`sent (\${said}), but the record does not show it yet\`);`,
    why: '"done" is said because the API said so, whatever the record shows',
  },
];

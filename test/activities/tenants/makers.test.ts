/** What a process remembers of who made a record, and what it asks the server for. */
import { describe, expect, test } from '@jest/globals';
import type { Client } from '@temporalio/client';
import { MockActivityEnvironment } from '@temporalio/testing';
import { createRuntimes } from '../../../activities/tenants/runtime.js';
import type { Makers } from '../../../activities/write/surroundings.js';
import type { Call } from '../../../workflows/contracts/reply.js';
import { testTenant } from '../../setup/bench.js';

const TENANTS = ['north', 'south'] as const;
const call = (tenant: string, key: string): Call => ({ tenant, key, input: { partyId: '7' } }) as unknown as Call;

function worker() {
  const tenants = TENANTS.map((name) => ({ ...testTenant('http://127.0.0.1:9'), name }));
  const runtimes = createRuntimes('here', tenants, 'unused');
  return Object.fromEntries(TENANTS.map((name) => [name, runtimes.of(name).surroundings.makers!])) as Record<(typeof TENANTS)[number], Makers>;
}

/** A server on which every flow is open and no list finds any; it keeps what it was asked. */
function server() {
  const asked: string[] = [];
  const workflow = {
    getHandle: (id: string) => ({ describe: () => (asked.push(`describe ${id}`), Promise.resolve({ status: { name: 'RUNNING' } })) }),
    async *list({ query }: { query: string }) {
      asked.push(query);
    },
  };
  const client = { workflow, withAbortSignal: (_: unknown, run: () => unknown) => run() };
  const environment = new MockActivityEnvironment({}, { client: client as unknown as Client });
  return { asked, open: (makers: Makers, by: Call, target: string) => environment.run(() => makers.open(by, [target])) };
}

describe('the maker of a record', () => {
  test('is remembered, by tenant, and only asked whether it is open', async () => {
    const { north, south } = worker();
    const { asked, open } = server();
    north.made(['row:7|GOLD'], call('north', 'first'));
    expect(await open(north, call('north', 'second'), 'row:7|GOLD')).toBe('first');
    expect(asked).toEqual(['describe first']);
    expect(await open(south, call('south', 'second'), 'row:7|GOLD')).toBeUndefined();
    expect(asked[1]).toContain("Tenant = 'south'");
  });

  test('is forgotten after ten thousand others of all tenants: many tenants take no more memory than one', async () => {
    const { north, south } = worker();
    const { asked, open } = server();
    north.made(['row:7|GOLD'], call('north', 'first'));
    for (let n = 1; n < 10_000; n += 1) south.made([`row:${n}|GOLD`], call('south', `flow ${n}`));
    expect(await open(north, call('north', 'second'), 'row:7|GOLD')).toBe('first');
    south.made(['row:10000|GOLD'], call('south', 'last'));
    expect(await open(north, call('north', 'second'), 'row:7|GOLD')).toBeUndefined();
    expect(asked[1]).toContain("PartyId = '7'");
    expect(await open(south, call('south', 'second'), 'row:10000|GOLD')).toBe('last');
  });
});

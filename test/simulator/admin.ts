import type { ServerResponse } from 'node:http';
import type { CheckResult, FlowCase } from './check/types.js';
import type { Faults } from './faults/rules.js';
import type { FaultRule } from './faults/types.js';
import type { Admin } from './server.js';
import type { TenantSwitches } from './options.js';

/** What the admin interface works on. */
export interface Administered {
  switches: TenantSwitches;
  faults: Faults;
  ledger(): unknown;
  calls(): unknown;
  snapshot(): unknown;
  /** Judges flows' reports by the ledger since the seed. */
  check(reports: FlowCase[]): CheckResult;
  reset(seed?: number): void;
}

const json = (res: ServerResponse, body: unknown, status = 200): true => {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body ?? null));
  return true;
};

/**
 * `/_sim/...` over HTTP, for integrators who use the simulator from another process:
 * GET ledger, calls, snapshot, faults, switches; POST faults (one rule or a list), faults/release `{ id?, how? }`,
 * switches (members to change), check `{ reports: [{ report, input }] }`, reset, seed `{ seed }`; DELETE faults `{ id? }`.
 */
export function adminOf(sim: Administered): Admin {
  return (method, path, body, res) => {
    let sent: Record<string, unknown> | FaultRule[];
    try {
      sent = body ? (JSON.parse(body) as Record<string, unknown> | FaultRule[]) : {};
    } catch {
      return json(res, { error: 'The body is not JSON.' }, 400);
    }
    const one = Array.isArray(sent) ? {} : sent;
    const id = typeof one.id === 'string' ? one.id : undefined;
    switch (`${method} ${path.slice('/_sim/'.length)}`) {
      case 'GET ledger':
        return json(res, sim.ledger());
      case 'GET calls':
        return json(res, sim.calls());
      case 'GET snapshot':
        return json(res, sim.snapshot());
      case 'POST check':
        return json(res, sim.check((one.reports ?? []) as FlowCase[]));
      case 'GET faults':
        return json(res, sim.faults.list());
      case 'POST faults':
        try {
          return json(
            res,
            { ids: sim.faults.addAll(Array.isArray(sent) ? sent : [sent as unknown as FaultRule]) },
            201,
          );
        } catch (error) {
          return json(res, { error: (error as Error).message }, 400);
        }
      case 'POST faults/release':
        sim.faults.release(id, one.how === 'drop' ? 'drop' : 'go');
        return json(res, sim.faults.list());
      case 'DELETE faults':
        sim.faults.clear(id);
        return json(res, sim.faults.list());
      case 'GET switches':
        return json(res, sim.switches);
      case 'POST switches': {
        const unknown = Object.keys(one).filter((name) => !(name in sim.switches));
        if (unknown.length > 0) return json(res, { error: `There is no switch ${unknown.join(', ')}.` }, 400);
        Object.assign(sim.switches, one);
        return json(res, sim.switches);
      }
      case 'POST reset':
        sim.reset();
        return json(res, { reset: true });
      case 'POST seed':
        sim.reset(typeof one.seed === 'number' ? one.seed : undefined);
        return json(res, { reset: true });
      default:
        return false;
    }
  };
}

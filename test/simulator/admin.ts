import type { ServerResponse } from 'node:http';
import type { Faults } from './faults/rules.js';
import type { FaultRule } from './faults/types.js';
import type { Admin } from './server.js';
import type { CheckResult, FlowCase } from './check.js';
import type { TenantSwitches } from './options.js';
import type { Staff } from './world/staff.js';
import type { YmOffice } from './ym/world/office.js';

/** What the admin interface works on. */
export interface Administered {
  switches: TenantSwitches;
  faults: Faults;
  ledger(): unknown;
  calls(): unknown;
  snapshot(): unknown;
  counts(): unknown;
  staff: Staff;
  office: YmOffice;
  /** Resolves when nothing is under way. */
  idle(): Promise<void>;
  reset(seed?: number): void;
  /** Judges the run since the start or the last reset. */
  judge(reports: FlowCase[]): Promise<CheckResult>;
}

const json = (res: ServerResponse, body: unknown, status = 200): true => {
  res.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8' }).end(JSON.stringify(body ?? null));
  return true;
};

/** Names of the methods of an object, inherited ones among them. */
function methodsOf(target: object): string[] {
  const found: string[] = [];
  for (let proto: object = Object.getPrototypeOf(target); proto !== Object.prototype; proto = Object.getPrototypeOf(proto))
    found.push(...Object.getOwnPropertyNames(proto).filter((name) => name !== 'constructor'));
  return found;
}

/** An act of the office by its name. Throws when there is no such act, or it cannot be done. */
function actOf(office: Staff | YmOffice, name: unknown, args: unknown): unknown {
  const acts = methodsOf(office);
  if (typeof name !== 'string' || !acts.includes(name)) throw new Error(`act must be one of ${acts.join(', ')}.`);
  const act = Reflect.get(office, name) as (...values: unknown[]) => unknown;
  return act.apply(office, Array.isArray(args) ? args : []);
}

/**
 * `/_sim/...` over HTTP, for integrators who use the simulator from another process:
 * GET ledger, counts (effects of each kind), calls, snapshot, faults, switches, idle (answers when nothing is under way); POST faults (one rule or a list), faults/release `{ id?, how? }`,
 * staff `{ act, args }` (e.g. `cancelPackage`, `[8001]`), ym/staff (e.g. `payInvoice`, `[30001, "CHK-1"]`), switches (members to change), reset, seed `{ seed }`, check `{ reports: [{ report, input }] }`, which judges the run
 * since the start or the last reset; DELETE faults `{ id? }`.
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
      case 'GET counts':
        return json(res, sim.counts());
      case 'GET idle':
        void sim.idle().then(() => json(res, {}));
        return true;
      case 'POST staff':
      case 'POST ym/staff':
        try {
          return json(res, actOf(path.endsWith('/ym/staff') ? sim.office : sim.staff, one.act, one.args));
        } catch (error) {
          return json(res, { error: (error as Error).message }, 400);
        }
      case 'GET calls':
        return json(res, sim.calls());
      case 'GET snapshot':
        return json(res, sim.snapshot());
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
      case 'POST check':
        if (!Array.isArray(one.reports)) return json(res, { error: 'reports must be a list.' }, 400);
        sim.judge(one.reports as FlowCase[]).then(
          (result) => json(res, result),
          (error: unknown) => json(res, { error: String(error) }, 500),
        );
        return true;
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

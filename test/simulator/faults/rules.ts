import { randomUUID } from 'node:crypto';
import { faultKinds } from './types.js';
import type { ActiveRule, Fault, FaultRule, Hook, Match, SimRequest } from './types.js';

interface Held {
  rule: ActiveRule;
  pattern: RegExp | undefined;
  /** Resolvers of the requests that wait at a pause. */
  waiting: Set<(how: 'go' | 'drop') => void>;
}

interface HookRule {
  held: Held;
  when: 'before' | 'after';
  hook: Hook;
}

const operationOf = (body: unknown): unknown =>
  typeof body === 'object' && body !== null && 'OperationName' in body ? body.OperationName : undefined;

function patternOf(path: Match['path']): RegExp | undefined {
  if (path instanceof RegExp) return path;
  const written = path === undefined ? null : /^\/(.+)\/([a-z]*)$/.exec(path);
  // A path such as /api/Invoice/ is a prefix, not an expression: expressions hold a character no path starts with.
  return written && !path?.startsWith('/api/') && !path?.startsWith('/token')
    ? new RegExp(written[1] ?? '', written[2])
    : undefined;
}

function pathFits(match: Match, pattern: RegExp | undefined, request: SimRequest): boolean {
  if (match.path === undefined) return true;
  const whole = request.query ? `${request.path}?${request.query}` : request.path;
  if (pattern) return pattern.test(whole);
  const prefix = String(match.path).replace(/\/$/, '');
  return whole === prefix || whole.startsWith(`${prefix}/`) || whole.startsWith(`${prefix}?`);
}

function fits(held: Held, request: SimRequest): boolean {
  const { match } = held.rule;
  if (match.method && match.method.toUpperCase() !== request.method) return false;
  if (match.operation && match.operation !== operationOf(request.body)) return false;
  if (match.contains) {
    const text = `${request.path}?${request.query} ${JSON.stringify(request.body ?? '')}`;
    if (!text.includes(match.contains)) return false;
  }
  return pathFits(match, held.pattern, request);
}

/** Counts a matching request and says whether it is within `nth` and `times`. */
function hit(held: Held, request: SimRequest): boolean {
  if (!fits(held, request)) return false;
  const { rule } = held;
  rule.matched++;
  const nth = rule.match.nth ?? 1;
  const times = rule.match.times ?? 1;
  if (rule.matched < nth || (times > 0 && rule.matched >= nth + times)) return false;
  rule.hits++;
  return true;
}

/** The scripted faults and hooks of one simulator. Every rule counts its own matches; the first that hits acts. */
export class Faults {
  private held: Held[] = [];
  private hooks: HookRule[] = [];

  /** Adds a rule and returns its id. Throws on a kind of fault that does not exist. */
  add(match: Match, fault: Fault, id: string = randomUUID()): string {
    if (!Object.hasOwn(faultKinds, String(fault?.kind)))
      throw new Error(`There is no fault of kind ${String(fault?.kind)}.`);
    this.held.push(this.hold({ id, match, fault, matched: 0, hits: 0, waiting: 0 }));
    return id;
  }

  addAll(rules: FaultRule[]): string[] {
    return rules.map((rule) => this.add(rule.match ?? {}, rule.fault, rule.id));
  }

  /**
   * Runs `hook` when a request that fits has arrived (`before` it is applied) or was applied but not yet answered
   * (`after`). The request waits for the hook; a hook that returns `drop` ends it there: its socket is destroyed, and
   * at `before` nothing is applied. Hits once unless `times` says otherwise. Returns a function that takes it away.
   */
  onHit(match: Match, when: 'before' | 'after', hook: Hook): () => void {
    const held = this.hold({ id: randomUUID(), match, fault: { kind: 'pause' }, matched: 0, hits: 0, waiting: 0 });
    const rule: HookRule = { held, when, hook };
    this.hooks.push(rule);
    return () => {
      this.hooks = this.hooks.filter((one) => one !== rule);
    };
  }

  list(): ActiveRule[] {
    return this.held.map(({ rule, waiting }) => ({ ...rule, waiting: waiting.size }));
  }

  /** Lets requests that wait at a pause go on, or drops them; without id all of them. */
  release(id?: string, how: 'go' | 'drop' = 'go'): void {
    for (const { rule, waiting } of this.held) {
      if (id !== undefined && rule.id !== id) continue;
      for (const go of [...waiting]) go(how);
    }
  }

  /** Takes one rule or all rules and hooks away; what waits goes on. */
  clear(id?: string): void {
    this.release(id);
    this.held = id === undefined ? [] : this.held.filter(({ rule }) => rule.id !== id);
    if (id === undefined) this.hooks = [];
  }

  /** The fault for this request, if any. */
  take(request: SimRequest): ActiveRule | undefined {
    let found: ActiveRule | undefined;
    for (const held of this.held) {
      if (hit(held, request) && !found) found = held.rule;
    }
    return found;
  }

  /** Waits at a pause until it is released, or `maxMs` have passed. */
  wait(id: string, maxMs: number | undefined): Promise<'go' | 'drop'> {
    const held = this.held.find(({ rule }) => rule.id === id);
    if (!held) return Promise.resolve('go');
    return new Promise((resolve) => {
      const timer = maxMs === undefined ? undefined : setTimeout(() => go('go'), maxMs);
      const go = (how: 'go' | 'drop'): void => {
        clearTimeout(timer);
        held.waiting.delete(go);
        resolve(how);
      };
      held.waiting.add(go);
    });
  }

  /** Runs the hooks of one moment; `drop` when one of them says so. */
  async run(when: 'before' | 'after', request: SimRequest): Promise<'go' | 'drop'> {
    let how: 'go' | 'drop' = 'go';
    for (const rule of this.hooks) {
      if (rule.when !== when || !hit(rule.held, request)) continue;
      if ((await rule.hook(request)) === 'drop') how = 'drop';
    }
    return how;
  }

  private hold(rule: ActiveRule): Held {
    return { rule, pattern: patternOf(rule.match.path), waiting: new Set() };
  }
}

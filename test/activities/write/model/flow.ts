/** A flow of one step, in the manner of workflows/saga: it hands on `prior` and `before`, a person says `retry`. */
import { VERSION, type Call, type Reply, type UndoInput } from '../../../../workflows/contracts/reply.js';
import { Activity } from './server.js';
import { checkAct, checkUndo } from './properties.js';
import type { Act, Image } from './writes.js';
import type { World } from './world.js';

const good = ({ outcome }: Reply): boolean => outcome === 'done' || outcome === 'already-done';

export class Flow {
  readonly marker: string;
  ended = false;
  current: Activity | undefined;
  private reset = false;
  private prior: Call['prior'] = 'none';
  private before: Image | undefined;
  private last: Reply<null, Image> | undefined;
  private undoPrior: Call['prior'] = 'none';
  private undoBefore: Image | undefined;
  private phase: 'act' | 'undo' = 'act';
  private retries: number;
  private readonly turnsBack: boolean;
  private readonly world: World;

  constructor(world: World, marker: string, turnsBack: boolean) {
    this.world = world;
    this.marker = marker;
    this.turnsBack = turnsBack;
    this.retries = world.scenario.retries;
  }

  act(): void {
    const { prior, before } = this;
    this.ask({ step: 'act', input: {}, prior, ...(before && { before }) }, (reply) => this.acted(reply));
  }

  /** Workflow Reset: what the run knew is gone. */
  resetRun(): void {
    if (this.phase === 'undo' || this.ended) return;
    this.current?.abandon();
    this.world.imageLost = true;
    this.reset = true;
    this.prior = 'none';
    this.before = this.last = undefined;
    this.act();
  }

  private ask(
    call: Pick<Call, 'step' | 'undo' | 'input' | 'prior' | 'before'>,
    answered: (reply: Reply<null, Image>) => void,
  ): void {
    const { reset, marker } = this;
    const prior = reset ? 'maybeSent' : call.prior;
    const whole: Call = { v: VERSION, tenant: 'model', key: marker, ...call, prior, ...(reset && { reset }) };
    this.current = new Activity(this.world, whole, (reply) => {
      this.world.say(`${marker} ${call.undo ?? call.step}: ${JSON.stringify(reply)}`);
      answered(reply as Reply<null, Image>);
    });
  }

  private acted(reply: Reply<null, Image>): void {
    this.last = reply;
    this.before = reply.before ?? this.before;
    this.prior = reply.maybeSent ? 'maybeSent' : 'none';
    checkAct(this.world, this.marker, reply, this.before);
    if (good(reply)) return this.turnsBack ? this.undo() : this.end();
    if (this.retries > 0) return this.again(() => this.act());
    return this.turnsBack ? this.undo() : this.end();
  }

  private again(what: () => void): void {
    this.retries -= 1;
    const { current } = this;
    // A run that was reset meanwhile is gone, with what was said to it.
    this.world.time.after(this.world.scenario.parkedMs, () => current === this.current && what());
  }

  private undo(): void {
    this.phase = 'undo';
    const { last, before, prior } = this;
    if (!last) return this.end();
    const { outcome, owner } = last;
    const maybeSent = prior === 'maybeSent';
    if (!maybeSent && outcome !== 'unknown') {
      // What is not there, not ours, or cannot be told apart, is left alone.
      if (!good(last) || owner !== 'us') return this.end();
    }
    const input: UndoInput<Act, null, Image> = { input: {}, outcome, owner, maybeSent, ...(before && { before }) };
    const { undoPrior, undoBefore } = this;
    this.ask(
      {
        step: 'act',
        undo: 'undo',
        input,
        prior: maybeSent ? 'maybeSent' : undoPrior,
        ...(undoBefore && { before: undoBefore }),
      },
      (reply) => this.undid(reply),
    );
  }

  private undid(reply: Reply<null, Image>): void {
    this.undoBefore ??= reply.before;
    this.undoPrior = reply.maybeSent ? 'maybeSent' : 'none';
    checkUndo(this.world, this.marker, reply);
    if (!good(reply) && this.retries > 0) return this.again(() => this.undo());
    return this.end();
  }

  private end(): void {
    this.ended = true;
  }
}

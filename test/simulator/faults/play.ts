import type { Answer } from '../wire/failures.js';
import type { ActiveRule, Fault } from './types.js';
import type { Voice } from './voice.js';

/** One request while it is answered, as faults handle it. */
export interface Exchange {
  /** How the vendor that was called tells a failure. */
  voice: Voice;
  /** Applies the change and returns the answer; runs the `after` hooks. `drop`: a hook ended it. */
  apply(card?: 'declined' | 'voided' | 'charged-not-applied'): Promise<Answer | 'drop'>;
  /** The answer of a success, with nothing saved. */
  rehearse(): Answer;
  send(answer: Answer): void;
  /** Writes a body as it stands, with its own Content-Length. */
  sendRaw(status: number, type: string, body: string): void;
  /** Destroys the socket. */
  drop(): void;
  /** Resolves after `ms`, or never when the simulator closes before. */
  sleep(ms: number): Promise<void>;
  /** Resolves when the client's socket is closed. */
  closed: Promise<void>;
  /** Applies the change `ms` from now, unseen. */
  applyLater(ms: number): void;
  /** Makes reads show the state before the last applied change for `ms`. */
  stale(ms: number): void;
  revokeToken(): void;
  waitAtPause(rule: ActiveRule, maxMs: number | undefined): Promise<'go' | 'drop'>;
}

/** Longest hold of an answer that never comes, in ms: beyond every client's time-out. */
const holdMs = 600_000;

const proxyPage = '<html><head><title>502 Bad Gateway</title></head><body><h1>502 Bad Gateway</h1></body></html>';

async function applyAnd(exchange: Exchange, then: (answer: Answer) => void): Promise<void> {
  const answer = await exchange.apply();
  if (answer === 'drop') exchange.drop();
  else then(answer);
}

async function hold(exchange: Exchange, ms: number): Promise<void> {
  await Promise.race([exchange.sleep(ms), exchange.closed]);
  exchange.drop();
}

/** Cuts a body in the middle of its JSON. */
function cut(exchange: Exchange, answer: Answer): void {
  const text = JSON.stringify(answer.body ?? {});
  exchange.sendRaw(
    answer.status,
    'application/json; charset=utf-8',
    text.slice(0, Math.max(1, Math.floor(text.length / 2))),
  );
}

async function answerOfCard(exchange: Exchange, card: 'declined' | 'voided' | 'charged-not-applied'): Promise<void> {
  const answer = await exchange.apply(card);
  if (answer === 'drop') exchange.drop();
  else exchange.send(answer);
}

async function pause(exchange: Exchange, rule: ActiveRule, fault: Extract<Fault, { kind: 'pause' }>): Promise<void> {
  if (fault.when !== 'after') {
    if ((await exchange.waitAtPause(rule, fault.maxMs)) === 'drop') return exchange.drop();
    return applyAnd(exchange, (answer) => exchange.send(answer));
  }
  const answer = await exchange.apply();
  if (answer === 'drop' || (await exchange.waitAtPause(rule, fault.maxMs)) === 'drop') return exchange.drop();
  exchange.send(answer);
}

/** Answers a request in the way its fault says. */
export async function play(exchange: Exchange, rule: ActiveRule): Promise<void> {
  const { fault } = rule;
  const { voice } = exchange;
  switch (fault.kind) {
    case '500-before':
      return exchange.send(voice.serverError());
    case '500-after':
      return applyAnd(exchange, () => exchange.send(voice.serverError()));
    case 'drop-before':
      return exchange.drop();
    case 'drop-after':
      return applyAnd(exchange, () => exchange.drop());
    case 'late':
      exchange.applyLater(fault.lateMs);
      return exchange.drop();
    case 'late-hang':
      if (fault.from === 'close') {
        await hold(exchange, holdMs);
        return exchange.applyLater(fault.lateMs);
      }
      exchange.applyLater(fault.lateMs);
      return hold(exchange, holdMs);
    case 'stale-read':
      return applyAnd(exchange, (answer) => {
        exchange.stale(fault.staleMs);
        if (fault.answer === 'drop') exchange.drop();
        else exchange.send(fault.answer === '500' ? voice.serverError() : answer);
      });
    case 'timeout-before':
      return hold(exchange, fault.holdMs ?? holdMs);
    case 'timeout-after':
      await exchange.apply();
      return hold(exchange, fault.holdMs ?? holdMs);
    case 'slow':
      await exchange.sleep(fault.delayMs);
      return applyAnd(exchange, (answer) => exchange.send(answer));
    case '401':
      exchange.revokeToken();
      return exchange.send(voice.unauthorized());
    case '403':
      return exchange.send(voice.forbidden());
    case '409':
      return exchange.send(voice.conflict());
    case '429': {
      const headers: Record<string, string> = {};
      if (fault.retryAfter !== undefined) headers['Retry-After'] = String(fault.retryAfter);
      return exchange.send({ ...voice.tooMany(), headers });
    }
    case '501':
      return exchange.send(voice.notImplemented());
    case 'html-502':
      return exchange.sendRaw(502, 'text/html', proxyPage);
    case 'html-502-after':
      return applyAnd(exchange, () => exchange.sendRaw(502, 'text/html', proxyPage));
    case 'false-200':
      return exchange.send(exchange.rehearse());
    case 'truncated-json':
      return applyAnd(exchange, (answer) => cut(exchange, answer));
    case 'truncated-json-before':
      return cut(exchange, exchange.rehearse());
    case 'service-failure': {
      const failure = voice.serviceFailure(fault.message ?? 'The operation failed.');
      return fault.saved ? applyAnd(exchange, () => exchange.send(failure)) : exchange.send(failure);
    }
    case 'validation-400': {
      const message = fault.message ?? 'The request is not valid.';
      const complaint = { message, ...(fault.field ? { field: fault.field } : {}) };
      return exchange.send(voice.invalid(fault.details === false ? [] : [complaint]));
    }
    case 'card-declined':
      return answerOfCard(exchange, 'declined');
    case 'card-voided':
      return answerOfCard(exchange, 'voided');
    case 'card-charged-not-applied':
      return answerOfCard(exchange, 'charged-not-applied');
    case 'pause':
      return pause(exchange, rule, fault);
  }
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Call } from './calls.js';
import type { Context } from './context.js';
import type { Exchange } from './faults/play.js';
import type { SimRequest } from './faults/types.js';
import type { Parts } from './parts.js';
import { imisVoice } from './faults/voice.js';
import { onlyReads, route } from './router.js';
import { httpError, Refusal } from './wire/failures.js';
import type { Answer } from './wire/failures.js';
import { asBefore, putBack } from './world/table.js';
import type { Change } from './world/table.js';
import { ymVoice } from './ym/answer.js';
import { isYm, routeYm, ymOnlyReads } from './ym/router.js';

/** A request that has arrived in full. */
export interface Arrived {
  req: IncomingMessage;
  res: ServerResponse;
  call: Call;
  request: SimRequest;
  query: URLSearchParams;
  /** Set when the body cannot be read as its content type says. */
  broken?: string;
}

/** Makes the exchange of one request: what faults may do with it. */
export function exchangeOf(parts: Parts, arrived: Arrived): Exchange {
  const { req, res, call, request } = arrived;
  let lastChanges: Change[] = [];
  const ym = isYm(request.path);
  const voice = ym ? ymVoice : imisVoice;

  /** The answer to a login; undefined when the request is for something else. */
  const login = (): Answer | undefined => {
    const { method, path, body } = request;
    if (method === 'POST' && /^\/Ams\/Authenticate\/?$/i.test(path)) return parts.sessions.login(body, call.seq);
    if (path !== '/token') return undefined;
    if (method !== 'POST') return httpError(405, 'The requested resource does not support this http method.');
    return parts.auth.login(new URLSearchParams(String(body ?? '')), call.seq);
  };

  const whoCalls = (): Context['user'] | undefined => (ym ? parts.sessions.userOf(req.headers, true) : parts.auth.userOf(req.headers.authorization));
  /** Who a change is of that lands later: let in on arrival, whatever becomes of the token meanwhile. */
  let letIn: Context['user'] | undefined;

  const respond = (card: Context['card']): Answer => {
    const { store } = parts;
    if (arrived.broken) return voice.badRequest(arrived.broken);
    const loggedIn = login();
    if (loggedIn) return loggedIn;
    const user = letIn ?? whoCalls();
    if (!user) return voice.unauthorized();
    const actor = { user: user.name, callSeq: call.seq };
    const { method, path, body } = request;
    const context = { store, actor, user, method, query: arrived.query, body, ...(card ? { card } : {}) };
    const answer = (): Answer => (ym ? routeYm : route)(context, path);
    const reads = ym ? ymOnlyReads(method, path) : onlyReads(method, path, body);
    return reads ? parts.readStale(answer) : answer();
  };

  /** Runs the handler; a refusal or a defect takes every change back. */
  const run = (save: boolean, card?: Context['card']): Answer => {
    const { ledger, store } = parts;
    ledger.settle();
    const mark = ledger.length;
    try {
      const { value, changes } = store.journal.record(() => respond(card));
      lastChanges = changes;
      if (!save) {
        putBack(changes);
        ledger.truncate(mark);
      }
      return value;
    } catch (error) {
      ledger.truncate(mark);
      if (error instanceof Refusal) return error.answer;
      parts.defects.push(error);
      return voice.serverError();
    }
  };

  const closed = new Promise<void>((resolve) => res.once('close', resolve));
  return {
    voice,
    closed,
    async apply(card) {
      const answer = run(true, card);
      return (await parts.faults.run('after', request)) === 'drop' ? 'drop' : answer;
    },
    rehearse: () => run(false),
    send(answer) {
      const text = answer.body === undefined ? '' : JSON.stringify(answer.body);
      if (res.destroyed) return;
      res.statusCode = answer.status;
      if (answer.reason) res.statusMessage = answer.reason;
      for (const [name, value] of Object.entries(answer.headers ?? {})) res.setHeader(name, value);
      if (text) res.setHeader('Content-Type', 'application/json; charset=utf-8');
      res.setHeader('Content-Length', Buffer.byteLength(text));
      res.end(text);
      parts.calls.end(call, 'answered', answer.status);
    },
    sendRaw(status, type, body) {
      if (res.destroyed) return;
      res.writeHead(status, { 'Content-Type': type, 'Content-Length': Buffer.byteLength(body) });
      res.end(body);
      parts.calls.end(call, 'answered', status);
    },
    drop() {
      parts.calls.end(call, 'dropped');
      req.socket.destroy();
    },
    sleep: (ms) => new Promise((resolve) => parts.timers.after(ms, resolve)),
    applyLater(ms) {
      letIn = whoCalls();
      parts.late.count++;
      parts.timers.after(ms, () => {
        run(true);
        parts.late.count--;
      });
    },
    stale: (ms) => parts.stale.push({ until: Date.now() + ms, changes: lastChanges }),
    revokeToken: () => (ym ? parts.sessions.revoke(req.headers) : parts.auth.revoke(req.headers.authorization)),
    waitAtPause: (rule, maxMs) => parts.faults.wait(rule.id, maxMs),
  };
}

/** Runs a read as it looks while the given changes cannot be seen yet, newest change taken back first. */
export function readBehind<T>(views: { changes: Change[] }[], read: () => T): T {
  const [oldest, ...newer] = views;
  return oldest ? readBehind(newer, () => asBefore(oldest.changes, read)) : read();
}

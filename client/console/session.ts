/** Who looks at the console: a signed cookie, and the token that every form of a session bears. Nothing is stored. */
import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getSignedCookie, setSignedCookie } from 'hono/cookie';

export interface Session {
  id: string;
  /** Has given the token, or none is asked for. */
  in: boolean;
}

export type Env = { Variables: { session: Session } };

/** A working day. */
const LASTS_S = 12 * 3600;

export interface Sessions {
  /** Gives every visitor a session. */
  begin: MiddlewareHandler<Env>;
  /** A new session: the one from before the log-in is of no use any more. */
  enter(c: Context<Env>, inside: boolean): Promise<void>;
  formToken(session: Session): string;
  isFormToken(session: Session, given: unknown): boolean;
  isToken(given: unknown): boolean;
}

/** Cookies know no ports: the name tells two consoles of one machine apart. */
export function createSessions({ token, https, name }: { token?: string; https: boolean; name: string }): Sessions {
  // Of this process alone: a restart ends all sessions, and forms of before are shown again with what was typed.
  const secret = randomBytes(32);
  const digest = (text: string): string => createHmac('sha256', secret).update(text).digest('base64url');
  const equal = (a: string, b: string): boolean => timingSafeEqual(Buffer.from(digest(a)), Buffer.from(digest(b)));
  const formToken = ({ id, in: inside }: Session): string => digest(`form ${id} ${inside}`);

  async function enter(c: Context<Env>, inside: boolean): Promise<void> {
    const session = { id: randomUUID(), in: inside };
    const until = Math.floor(Date.now() / 1000) + LASTS_S;
    const value = [session.id, inside ? 'in' : 'out', until].join('.');
    await setSignedCookie(c, name, value, secret, { path: '/', httpOnly: true, sameSite: 'Strict', secure: https, maxAge: LASTS_S });
    c.set('session', session);
  }

  return {
    enter,
    formToken,
    begin: async (c, next) => {
      const value = await getSignedCookie(c, secret, name);
      const [id = '', place, until = 0] = value ? value.split('.') : [];
      if (Number(until) * 1000 > Date.now()) c.set('session', { id, in: place === 'in' });
      else await enter(c, token === undefined);
      await next();
    },
    isFormToken: (session, given) => typeof given === 'string' && equal(given, formToken(session)),
    isToken: (given) => typeof given === 'string' && token !== undefined && equal(given, token),
  };
}

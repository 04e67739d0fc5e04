/** The console as a server. */
import type { Client } from '@temporalio/client';
import type { Place } from '../serving/place.js';
import { serve, type Serving } from '../serving/serve.js';
import { checkPlace } from './access.js';
import { createConsole } from './app.js';

export type Listening = Serving;

export interface ListenOptions extends Place {
  client: Client;
  /** 0: any that is free. */
  port: number;
  tenant?: string;
  log?: (line: string) => void;
}

/** @throws {Problem} when others could come in without a token, or the port is taken. */
export async function listen({ port, ...options }: ListenOptions): Promise<Listening> {
  checkPlace(options);
  const app = createConsole({ ...options, cookie: `duesflow_${port}` });
  const { address, ...serving } = await serve({ app, name: 'console', host: options.host, port });
  return { ...serving, address: options.url?.href ?? address };
}

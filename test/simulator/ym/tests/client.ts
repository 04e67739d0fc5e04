import type { Simulator } from '../../index.js';

/** Members that tests read, as if they were always there; all others are unknown. */
export interface YmBody {
  SessionId: string;
  invoiceGuid: string;
  expirationDate: string;
  ResponseStatus: { ErrorCode?: string; Message?: string };
  DuesTransactionsList: Record<string, unknown>[];
  InvoiceItemsList: Record<string, unknown>[];
  MembershipPromoCodeList: Record<string, unknown>[];
  ModifierList: Record<string, unknown>[];
  membershipList: Record<string, unknown>[];
  Rules: Record<string, unknown>[];
  [member: string]: unknown;
}

export interface YmReply {
  status: number;
  headers: Headers;
  body: YmBody;
}

export interface YmClient {
  get(path: string): Promise<YmReply>;
  post(path: string, body: unknown): Promise<YmReply>;
  put(path: string, body: unknown): Promise<YmReply>;
}

const credentials = { provider: 'credentials', UserName: 'duesflow', Password: 'simulator', UserType: 'Admin', ClientID: 25363 };

async function send(url: string, method: string, headers: Record<string, string>, body?: unknown): Promise<YmReply> {
  const init = { method, headers: { 'Content-Type': 'application/json', ...headers } };
  const answer = await fetch(url, { ...init, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as YmBody };
}

/** POST Authenticate with the right credentials, save what is given. */
export const authenticate = (sim: Pick<Simulator, 'url'>, other: Record<string, unknown> = {}): Promise<YmReply> =>
  send(`${sim.url}/Ams/Authenticate`, 'POST', {}, { ...credentials, ...other });

/** A bare client with a session; paths begin after the ClientID. */
export async function ymLogin(sim: Pick<Simulator, 'url'>, user = 'duesflow'): Promise<YmClient> {
  const { body } = await authenticate(sim, { UserName: user });
  const headers = { 'X-SS-ID': body.SessionId };
  const call = (method: string, path: string, sent?: unknown) => send(`${sim.url}/Ams/25363${path}`, method, headers, sent);
  return {
    get: (path) => call('GET', path),
    post: (path, sent) => call('POST', path, sent),
    put: (path, sent) => call('PUT', path, sent),
  };
}

/** The body of POST Dues for one member, as YMDUES has it. */
export const duesOf = (
  memberId: number,
  membershipId: number,
  amount: number,
  more: Record<string, unknown> = {},
  comment = '',
): Record<string, unknown> => ({
  Amount: amount,
  Membership: { Id: membershipId },
  invoice: { comment, totalAmount: amount, person: { id: memberId } },
  ...more,
});

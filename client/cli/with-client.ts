/** A connected client for the time of one command. */
import type { Client } from '@temporalio/client';
import { connect } from '../connect.js';

export async function withClient<T>(use: (client: Client) => Promise<T>, address?: string): Promise<T> {
  const client = await connect(address === undefined ? {} : { address });
  try {
    return await use(client);
  } finally {
    await client.connection.close();
  }
}

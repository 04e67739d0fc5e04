/** The message of a failure as the server has it, which may be encrypted. */
import type { Client } from '@temporalio/client';
import type { ProtoFailure } from '@temporalio/common';
import { decodeOptionalFailureToOptionalError } from '@temporalio/common/lib/internal-non-workflow/index.js';

export async function failureText(client: Client, failure: ProtoFailure | null | undefined): Promise<string | undefined> {
  const error = await decodeOptionalFailureToOptionalError(client.options.loadedDataConverter, failure);
  return error?.message || undefined;
}

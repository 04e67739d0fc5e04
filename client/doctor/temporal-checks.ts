/** Does the Temporal that we reach have what flows need? */
import type { Client } from '@temporalio/client';
import { msToTs } from '@temporalio/common/lib/time.js';
import { SEARCH_ATTRIBUTES, TASK_QUEUE } from '../../workflows/contracts/names.js';
import { pollers } from '../pollers.js';
import { messageOf } from '../problem.js';
import { RETENTION_DAYS } from '../temporal/namespace.js';
import { bad, good, type Check } from './check.js';
import { checkTenants } from './tenant-checks.js';
import { checkVersion } from './version-checks.js';

const DAY_S = 86_400;
/** `IndexedValueType` of Temporal's API. */
const KEYWORD = 2;

/** `fix` raises the retention and registers search attributes where the server lets us. */
export async function checkTemporal(client: Client, { fix }: { fix: boolean }): Promise<Check[]> {
  const namespace = client.options.namespace;
  const retention = await checkRetention(client, namespace, fix);
  // Without the namespace nothing else can be asked.
  if (retention.check === 'namespace') return [retention];
  return [retention, await checkAttributes(client, namespace, fix), await checkWorker(client), ...(await checkVersion(client)), ...(await checkTenants(client))];
}

async function checkRetention(client: Client, namespace: string, fix: boolean): Promise<Check> {
  const check = 'retention';
  let days: number;
  try {
    const { config } = await client.workflowService.describeNamespace({ namespace });
    days = Math.floor(Number(config?.workflowExecutionRetentionTtl?.seconds ?? 0) / DAY_S);
  } catch (error) {
    const cure = `Create it: temporal operator namespace create --retention ${RETENTION_DAYS}d ${namespace}`;
    return bad('namespace', `namespace ${namespace} cannot be read: ${messageOf(error)}`, cure);
  }
  if (days >= RETENTION_DAYS) return good(check, `closed flows are kept ${days} days`);
  if (fix) {
    try {
      const config = { workflowExecutionRetentionTtl: msToTs(RETENTION_DAYS * DAY_S * 1000) };
      await client.workflowService.updateNamespace({ namespace, config });
      return good(check, `closed flows are now kept ${RETENTION_DAYS} days (was ${days})`);
    } catch (error) {
      return bad(check, `cannot be raised: ${messageOf(error)}`, retentionCure(namespace));
    }
  }
  const message = `closed flows are kept ${days} days: afterwards a business key is forgotten, and only the look at the records guards it`;
  return bad(check, message, retentionCure(namespace));
}

const retentionCure = (namespace: string): string =>
  `duesflow doctor --fix, or: temporal operator namespace update -n ${namespace} --retention ${RETENTION_DAYS}d (Temporal Cloud: as long as it allows)`;

async function checkAttributes(client: Client, namespace: string, fix: boolean): Promise<Check> {
  const check = 'search attributes';
  const byHand = SEARCH_ATTRIBUTES.map((name) => `--name ${name} --type Keyword`).join(' ');
  const cure = `duesflow doctor --fix, or: temporal operator search-attribute create ${byHand} (Temporal Cloud: in its console)`;
  try {
    const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
    const missing = SEARCH_ATTRIBUTES.filter((name) => customAttributes[name] === undefined);
    const other = SEARCH_ATTRIBUTES.filter(
      (name) => customAttributes[name] !== undefined && customAttributes[name] !== KEYWORD,
    );
    if (other.length > 0)
      return bad(check, `not of type Keyword: ${other.join(', ')}`, 'Remove and create them as Keyword.');
    if (missing.length === 0) return good(check, `registered: ${SEARCH_ATTRIBUTES.join(', ')}`);
    if (!fix) return bad(check, `not registered, so every start is refused: ${missing.join(', ')}`, cure);
    const searchAttributes = Object.fromEntries(missing.map((name) => [name, KEYWORD]));
    await client.connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
    return good(check, `registered now: ${missing.join(', ')}`);
  } catch (error) {
    return bad(check, `cannot be read or registered here: ${messageOf(error)}`, cure);
  }
}

async function checkWorker(client: Client): Promise<Check> {
  const taskQueue = process.env['DUESFLOW_TASK_QUEUE'] || TASK_QUEUE;
  return (await pollers(client, taskQueue, 'workflows')) > 0
    ? good('worker', `polls queue ${taskQueue}`)
    : bad('worker', `none polls queue ${taskQueue}: flows wait`, 'Start one: duesflow worker (or duesflow dev).');
}

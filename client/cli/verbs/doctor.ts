import type { Command } from 'commander';
import type { Check } from '../../doctor/check.js';

interface Options {
  fix?: true;
  json?: true;
}

export const doctor = (program: Command): void =>
  void program
    .command('doctor')
    .description('checks Node, configuration, login, rights, Temporal and scheduled runs; says the cure of each fault')
    .option('--fix', 'register search attributes and raise the retention where the server lets us')
    .option('--json', 'a JSON list')
    .addHelpText(
      'after',
      `
A scheduled run that was missed, skipped or has failed is a fault; one that waits for a person or for another run, and a
paused schedule, is a warning. Exits 0 when there is no fault, else 5.

Example:
  duesflow doctor --fix`,
    )
    .action(run);

async function run({ fix, json }: Options): Promise<void> {
  const [{ paint, print, printJson }, { EXIT }] = await Promise.all([
    import('../output.js'),
    import('../../problem.js'),
  ]);
  const checks: Check[] = [];
  const tell = (more: Check[]) => {
    checks.push(...more);
    if (json) return;
    for (const { check, ok, warning, message, cure } of more) {
      const mark = warning ? paint('yellow', 'warn ') : ok ? paint('green', 'ok   ') : paint('red', 'fault');
      print(`${mark}  ${check}: ${message}`);
      if (cure) print(`       cure: ${cure}`);
    }
  };
  const { checkDataFolder, checkNode } = await import('../../doctor/machine-checks.js');
  tell([checkNode()]);
  if (await runsWorkerHere()) tell([await checkDataFolder()]);
  const encryption = await encryptionChecks();
  tell(encryption);
  tell(await apiChecks());
  // With keys that cannot be used nothing of Temporal is read.
  if (encryption.every(({ ok }) => ok)) tell(await temporalChecks(fix === true));
  if (json) printJson(checks);
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : EXIT.unreachable;
}

/** On a machine that only starts flows, the data folder is none of its business. */
async function runsWorkerHere(): Promise<boolean> {
  const [{ configuredAddress }, { isTenantConfigured }] = await Promise.all([
    import('../../connect.js'),
    import('../stack.js'),
  ]);
  return !configuredAddress() || isTenantConfigured() || Boolean(process.env['DUESFLOW_DATA']);
}

/** A wrong key is a fault of the configuration; what needs the key is told by the checks of Temporal. */
async function encryptionChecks(): Promise<Check[]> {
  const [{ encryptionKeys }, { checkKeys }, { bad }, { Problem }] = await Promise.all([
    import('../../encryption.js'),
    import('../../doctor/encryption-checks.js'),
    import('../../doctor/check.js'),
    import('../../problem.js'),
  ]);
  try {
    return [checkKeys(encryptionKeys())];
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return [bad('encryption', error.message, error.cure)];
  }
}

/** With no tenant configured, the simulator of a running `dev` is checked in its place. */
async function apiChecks(): Promise<Check[]> {
  const [{ checkApi }, stack, { moduleArguments }, { good }] = await Promise.all([
    import('../../doctor/api-checks.js'),
    import('../stack.js'),
    import('../child.js'),
    import('../../doctor/check.js'),
  ]);
  const parameters = moduleArguments('worker/check');
  if (stack.isTenantConfigured()) return checkApi(parameters);
  const url = await stack.runningSimulator();
  const simulated = good(
    'configuration',
    'no tenant is configured (none of IMIS_BASE_URL, YM_CLIENT_ID, DUESFLOW_CONFIG is set): the simulator stands in',
  );
  return url ? [simulated, ...(await checkApi(parameters, stack.simulatorTenant(url)))] : [simulated];
}

async function temporalChecks(fix: boolean): Promise<Check[]> {
  const [
    { configuredAddress, embeddedAddress },
    { withClient },
    { checkTemporal },
    { checkSchedules },
    { checkEmbedded },
    { checkKeysInUse },
    { encryptionKeys },
    { bad, good },
    { Problem },
  ] = await Promise.all([
    import('../../connect.js'),
    import('../with-client.js'),
    import('../../doctor/temporal-checks.js'),
    import('../../doctor/schedule-checks.js'),
    import('../../doctor/machine-checks.js'),
    import('../../doctor/encryption-checks.js'),
    import('../../encryption.js'),
    import('../../doctor/check.js'),
    import('../../problem.js'),
  ]);
  const address = configuredAddress() ?? (await embeddedAddress());
  if (!address) return [await checkEmbedded()];
  try {
    return await withClient(async (client) => {
      const checks = await checkTemporal(client, { fix });
      const nowhere = checks.some(({ check }) => check === 'namespace');
      if (nowhere) return [good('temporal', `answers at ${address}`), ...checks];
      return [good('temporal', `answers at ${address}`), ...checks, ...(await checkKeysInUse(client, encryptionKeys())), ...(await checkSchedules(client))];
    });
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const cure =
      'Check TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY, and that it runs and can be reached from here.';
    return [bad('temporal', error.message, cure)];
  }
}

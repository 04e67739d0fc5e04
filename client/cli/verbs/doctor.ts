import type { Command } from 'commander';
import type { Check } from '../../doctor/check.js';

interface Options {
  fix?: true;
  json?: true;
}

export const doctor = (program: Command): void =>
  void program
    .command('doctor')
    .description('checks Node, configuration, login, rights and Temporal; says the cure of each fault')
    .option('--fix', 'register search attributes and raise the retention where the server lets us')
    .option('--json', 'a JSON list')
    .addHelpText(
      'after',
      `
Exits 0 when all is well, else 5.

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
    for (const { check, ok, message, cure } of more) {
      print(`${ok ? paint('green', 'ok   ') : paint('red', 'fault')}  ${check}: ${message}`);
      if (cure) print(`       cure: ${cure}`);
    }
  };
  const { checkNode } = await import('../../doctor/machine-checks.js');
  tell([checkNode()]);
  tell(await apiChecks());
  tell(await temporalChecks(fix === true));
  if (json) printJson(checks);
  process.exitCode = checks.every(({ ok }) => ok) ? 0 : EXIT.unreachable;
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
    'no tenant is configured (IMIS_BASE_URL is not set): the simulator stands in',
  );
  return url ? [simulated, ...(await checkApi(parameters, stack.simulatorTenant(url)))] : [simulated];
}

async function temporalChecks(fix: boolean): Promise<Check[]> {
  const [
    { configuredAddress, embeddedAddress },
    { withClient },
    { checkTemporal },
    { checkEmbedded },
    { bad, good },
    { Problem },
  ] = await Promise.all([
    import('../../connect.js'),
    import('../with-client.js'),
    import('../../doctor/temporal-checks.js'),
    import('../../doctor/machine-checks.js'),
    import('../../doctor/check.js'),
    import('../../problem.js'),
  ]);
  const address = configuredAddress() ?? (await embeddedAddress());
  if (!address) return [await checkEmbedded()];
  try {
    return await withClient(async (client) => [
      good('temporal', `answers at ${address}`),
      ...(await checkTemporal(client, { fix })),
    ]);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const cure =
      'Check TEMPORAL_ADDRESS, TEMPORAL_TLS and TEMPORAL_API_KEY, and that it runs and can be reached from here.';
    return [bad('temporal', error.message, cure)];
  }
}

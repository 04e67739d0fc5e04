import type { Command } from 'commander';

export const worker = (program: Command): void =>
  void program
    .command('worker')
    .description('a worker against TEMPORAL_ADDRESS, or against the Temporal that `duesflow dev` runs here')
    .addHelpText(
      'after',
      `
It ends on Ctrl-C or SIGTERM, after what is in flight.

Example:
  TEMPORAL_ADDRESS=temporal.example.org:7233 duesflow worker`,
    )
    .action(async () => {
      const [{ configuredAddress, embeddedAddress, noTemporal }, stack, { runInForeground }] = await Promise.all([
        import('../../connect.js'),
        import('../stack.js'),
        import('../foreground.js'),
      ]);
      if (configuredAddress()) return void (process.exitCode = await runInForeground('worker/main'));
      const address = await embeddedAddress();
      if (!address) throw noTemporal();
      const simulated = stack.isTenantConfigured() ? undefined : await stack.runningSimulator();
      const env = { ...stack.embeddedEnvironment(address), ...(simulated && stack.simulatorTenant(simulated)) };
      process.exitCode = await runInForeground('worker/main', [], env);
    });

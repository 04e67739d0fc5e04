import type { Command } from 'commander';

export const schemas = (program: Command): void =>
  void program
    .command('schemas')
    .description('JSON Schema of every input, of the report, of an audit, and of the file of tenants')
    .argument('[name]', 'one flow, "report", "audit" or "tenants"')
    .addHelpText(
      'after',
      `
Examples:
  duesflow schemas > duesflow.schema.json
  duesflow schemas enrolMember
  duesflow schemas tenants               for the file that DUESFLOW_CONFIG names`,
    )
    .action(async (name?: string) => {
      const [{ jsonSchemas }, { printJson }, { EXIT, Problem }] = await Promise.all([
        import('../../json-schemas.js'),
        import('../output.js'),
        import('../../problem.js'),
      ]);
      const all = jsonSchemas();
      const one = name === undefined ? all : { ...all.inputs, report: all.report, audit: all.audit, tenants: all.tenants }[name];
      if (one) return printJson(one);
      throw new Problem(
        `There is no schema "${name}".`,
        `Schemas: ${Object.keys(all.inputs).join(', ')}, report, audit, tenants.`,
        EXIT.usage,
      );
    });

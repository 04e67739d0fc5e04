import type { Command } from 'commander';

export const schemas = (program: Command): void =>
  void program
    .command('schemas')
    .description('JSON Schema of every input and of the report')
    .argument('[name]', 'one flow, or "report"')
    .addHelpText(
      'after',
      `
Examples:
  duesflow schemas > duesflow.schema.json
  duesflow schemas enrolMember`,
    )
    .action(async (name?: string) => {
      const [{ jsonSchemas }, { printJson }, { EXIT, Problem }] = await Promise.all([
        import('../../json-schemas.js'),
        import('../output.js'),
        import('../../problem.js'),
      ]);
      const all = jsonSchemas();
      const one = name === undefined ? all : { ...all.inputs, report: all.report }[name];
      if (one) return printJson(one);
      throw new Problem(
        `There is no schema "${name}".`,
        `Schemas: ${Object.keys(all.inputs).join(', ')}, report.`,
        EXIT.usage,
      );
    });

/** A file of dues: refused, imported without its bad rows, found as done, and corrected. */
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { correctingFile } from '../../../activities/imports/correcting.js';
import type { ImportDues } from '../../../workflows/contracts/inputs.js';
import { businessKey } from '../../../workflows/contracts/keys.js';
import type { Report } from '../../../workflows/contracts/report.js';
import { checkDues } from '../../check-dues.js';
import { BadRows } from '../../errors.js';
import { followLong } from '../follow-long.js';
import { besideFile } from '../import/resend-failed.js';
import { importSummary } from '../import/summary.js';
import { checkText } from '../import/tell-check.js';
import { FIGURES, mended, writeDuesFile } from './dues-file.js';
import { indent, killWhenHit, sayLong, unlike, type Act, type Stage } from './stage.js';

const fileOf = ({ folder }: Stage): string => join(folder, 'dues.csv');
const asked = (stage: Stage): ImportDues => ({ file: fileOf(stage), onBadRow: 'skip-row', requestedBy: 'demo' });

const refused: Act = {
  title: 'A file of 1,000 rows of dues, some of them wrong: nothing is sent',
  async play(stage) {
    const { duesflow, simulator, say } = stage;
    const file = fileOf(stage);
    await writeDuesFile(file);
    const before = (await simulator.calls()).length;
    const manifest = await checkDues({ file });
    say(indent(checkText(manifest, businessKey('importDues', { file, contentHash: manifest.contentHash }))));
    const answer: unknown = await duesflow.start('importDues', { file }).catch((error: unknown) => error);
    const seen = { refused: answer instanceof BadRows, bad: manifest.bad, calls: (await simulator.calls()).length };
    return unlike({ refused: true, bad: FIGURES.bad, calls: before }, seen);
  },
};

const taken = (nth: number, kind: string, more: object = {}) => ({
  match: { method: 'POST', operation: 'ImportPackage', nth },
  fault: { kind, ...more },
});

const withoutBadRows: Act = {
  title: 'The same file without its bad rows, in packages of 100: one answer is lost, then the worker is killed',
  async play(stage) {
    const { client, duesflow, simulator } = stage;
    const dropped = await simulator.fault(taken(3, 'drop-after'));
    const held = await simulator.fault(taken(7, 'pause', { when: 'after', maxMs: 1500 }));
    const following = followLong(client, await duesflow.start('importDues', asked(stage)));
    const [{ report }] = await Promise.all([following, killWhenHit(stage, held, following)]);
    const faultPlayed = await simulator.faultHit(dropped);
    await simulator.clearFaults();
    tell(stage, report, 'dues.csv');
    const { rows, bad, refused: errors, wrong } = FIGURES;
    const expected = { imported: rows - wrong, errors, notSent: bad, unknown: 0, faultPlayed: true };
    return unlike(expected, { unknown: 0, ...report.result, faultPlayed });
  },
};

const again: Act = {
  title: 'The same rows once more, in a file of another name: found as done',
  async play(stage) {
    const { duesflow, simulator, say, folder } = stage;
    const copy = join(folder, 'dues-copy.csv');
    await writeFile(copy, await readFile(fileOf(stage)));
    const before = (await simulator.calls()).length;
    const { workflowId, earlier, startedAt, result } = await duesflow.start('importDues', {
      ...asked(stage),
      file: copy,
    });
    const { verdict } = await result();
    say(
      `    This act was started before, on ${startedAt.toISOString()}: ${workflowId} (${verdict}). Nothing was sent.`,
    );
    return unlike({ earlier: true, calls: before }, { earlier, calls: (await simulator.calls()).length });
  },
};

const corrected: Act = {
  title: 'The rows that are left, in a file to correct (import --resend-failed); corrected, it is imported',
  async play(stage) {
    const { client, duesflow, folder, say } = stage;
    const original = fileOf(stage);
    const { results, out } = besideFile(original);
    const { rows } = await correctingFile({ original, results, out });
    const text = await readFile(out, 'utf8');
    say(`    ${basename(out)}: ${rows} rows, each with its error at the end:`);
    for (const line of text.split('\n').slice(0, 4)) say(`      ${line.slice(0, 140)}`);
    const file = join(folder, 'dues.corrected.csv');
    await writeFile(file, mended(text));
    const { report } = await followLong(client, await duesflow.start('importDues', { file, requestedBy: 'demo' }));
    tell(stage, report, basename(file));
    return unlike({ rows: FIGURES.wrong, verdict: 'completed', imported: rows }, { rows, ...report, ...report.result });
  },
};

function tell(stage: Stage, report: Report, file: string): void {
  sayLong(stage, report);
  stage.say(indent(importSummary(report, file)));
}

export const IMPORT_ACTS: Act[] = [refused, withoutBadRows, again, corrected];

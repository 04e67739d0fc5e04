/** Where results may not go: nothing of somebody's is replaced by them. */
import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { beginResults } from '../../../activities/imports/results.js';
import { stageImport } from '../../../activities/imports/stage.js';
import { jsonl, problemOf, row, source, useFolder } from './support.js';

const place = useFolder();
const text = (file: string) => readFileSync(file, 'utf8');
const HEADER = 'line,status,partyId,productCode,billBegin,packageId,message\n';

/** Begins the results of an import of one bad row. */
async function begin(file: string, from?: string): Promise<number> {
  const manifest = await stageImport(source({ rows: [row({ copies: '0' })], onBadRow: 'skip-row' }), place.data);
  return await beginResults({ dataDir: place.data, tenant: 'default', manifest, file, source: from, refused: false });
}

describe('a file of somebody', () => {
  const refused = async (file: string, from?: string) => (await problemOf(begin(file, from))).message;

  test.each<[string, string, (file: string) => string]>([
    ['by its own path', 'dues.csv', (file) => file],
    ['by another spelling', 'dues.csv', (file) => file.replace('dues.csv', 'deep/../dues.csv')],
    ['by a symlink', 'dues.csv', (file) => (symlinkSync(file, place.path('r.csv')), place.path('r.csv'))],
    ['by a hard link', 'dues.csv', (file) => (linkSync(file, place.path('r.csv')), place.path('r.csv'))],
    ['as JSONL', 'dues.jsonl', (file) => file],
  ])('that is imported is not replaced by its results: %s', async (_what, name, results) => {
    mkdirSync(place.path('deep'));
    // Such as could be taken for results.
    const content = name.endsWith('.csv') ? HEADER : jsonl([{ line: 1, status: 'imported', ...row() }]);
    const file = place.write(name, content);
    expect(await refused(results(file), file)).toMatch(/^resultsFile: is the file that is imported; name another/);
    expect(text(file)).toBe(content);
  });

  test.each([
    ['people.csv', 'Name,E-mail\nx,y\n'],
    ['notes.csv', `${HEADER.trimEnd()},notes\n1,imported,,,,,,seen\n`],
    ['short.csv', 'x'],
    ['dues.jsonl', jsonl([row()])],
    ['lines.jsonl', '{"line":7,"name":"x"}\n'],
  ])('that holds no results is not replaced: %s', async (name, content) => {
    const file = place.write(name, content);
    expect(await refused(file)).toMatch(/^resultsFile: exists and is no results file/);
    expect(text(file)).toBe(content);
  });

  test.each([
    ['empty.csv', ''],
    ['cut.csv', 'line,status,par'],
    ['cut.jsonl', '{"li'],
    ['cut-later.jsonl', '{"line":12'],
    ['old.jsonl', '{"line":1,"status":"imported","packageId":8001}\n'],
  ])('that an attempt before has left is begun anew: %s', async (name, content) => {
    const file = place.write(name, content);
    expect(await begin(file)).toBe(statSync(file).size);
    expect(text(file)).toContain('copies: must be');
    expect(text(file)).not.toContain('8001');
  });

  test('a folder is no results file', async () => {
    expect(await refused(place.path('.'))).toMatch(/^resultsFile: is a folder/);
  });

  test('a source that is gone since is no hindrance', async () => {
    expect(await begin(place.path('r.csv'), place.path('gone.csv'))).toBeGreaterThan(0);
  });
});

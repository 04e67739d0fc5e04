/** The play has every flow, and inputs that are taken, save where a refusal is the scene. */
import { expect, test } from '@jest/globals';
import { ACTS, SCENES } from '../../client/cli/demo/acts.js';
import { FLOWS } from '../../workflows/contracts/names.js';
import { inputProblems } from '../../workflows/contracts/schemas/problems.js';

test('every flow is played: those of many members or rows by acts of their own, the others by scenes', () => {
  const played = new Set<string>(SCENES.map(({ flow }) => flow));
  expect(FLOWS.filter((flow) => !played.has(flow)).sort()).toEqual(['importDues', 'runRenewals']);
  expect(new Set(ACTS.map(({ title }) => title)).size).toBe(ACTS.length);
});

test.each(SCENES.map((scene) => [scene.title, scene] as const))('the input is as it should be: %s', (_title, scene) => {
  const input = typeof scene.input === 'function' ? scene.input('8101') : scene.input;
  expect(inputProblems(scene.flow, input).length > 0).toBe(scene.ends === 'not started');
});

test('a scene that goes on with an earlier invoice comes after it', () => {
  const later = SCENES.filter(({ input }) => typeof input === 'function');
  expect(later.length).toBeGreaterThan(0);
  for (const scene of later) {
    const earlier = SCENES.indexOf(scene.invoiceOf!);
    expect(earlier).toBeGreaterThanOrEqual(0);
    expect(earlier).toBeLessThan(SCENES.indexOf(scene));
  }
});

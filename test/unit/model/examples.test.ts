import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  backward,
  checkAll,
  compile,
  forward,
  parseAddress,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { openText } from '../../../src/model/parse';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';

const folder = join(import.meta.dirname, '../../../resources/examples');
const index = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as { id: string; param: string }[];

describe('every shipped example', () => {
  it.each(readdirSync(folder).filter((name) => name.endsWith('.gradpath')))('%s runs, checks and traces', (name) => {
    const opened = openText(readFileSync(join(folder, name), 'utf8'));
    if (!opened.ok) throw new Error(opened.error.message);
    const spec = toNetworkSpec(opened.document);
    const plan = compile(spec);
    const numbers = readNumbers(plan, spec);
    const trace = forward(plan, numbers);
    const back = backward(plan, numbers, trace);
    for (const row of checkAll(plan, numbers, trace, back, 300).worst) {
      if (row.differentiable) expect(row.relativeError, row.param).toBeLessThan(1e-5);
    }
    const { param } = index.find(({ id }) => `${id}.gradpath` === name) ?? { param: '' };
    const traced = tracePaths(sweepPaths(plan, numbers, trace, back), parseAddress(plan.layout, param), 1000);
    expect(traced.paths.length).toBe(Number(traced.pathCount));
    expect(Math.abs(traced.restSum)).toBeLessThanOrEqual(1e-12 * Math.max(traced.absoluteMass, 1e-12));
  });
});

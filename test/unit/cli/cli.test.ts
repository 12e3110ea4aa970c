/** The built command line, as anybody runs it: plain Node, no window. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../../..');
const FIXTURES = join(ROOT, 'test/fixtures');
const CLI = join(ROOT, 'out/cli/gradpath.js');

function gradpath(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8', cwd: FIXTURES });
  return { status, stdout, stderr };
}
function json(...args: string[]) {
  const { status, stdout, stderr } = gradpath(...args, '--json');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

beforeAll(async () => {
  await build({ configFile: join(ROOT, 'src/cli/vite.config.ts') });
  expect(existsSync(CLI)).toBe(true);
});

interface Answers {
  readonly loss: number;
  readonly activations: Record<string, number>;
  readonly gradients: Record<string, number>;
  readonly trace: { readonly param: string; readonly paths: { units: string[]; contribution: number }[] };
}

describe('gradpath', () => {
  const answers = readdirSync(FIXTURES).filter((name) => name.endsWith('.answers.json'));
  it.each(answers)('gives the answers of %s, which were worked out independently', (name) => {
    const known = JSON.parse(readFileSync(join(FIXTURES, name), 'utf8')) as Answers;
    const file = name.replace('.answers.json', '.gradpath');
    const found = json('eval', file);
    expect(found.loss).toBeCloseTo(known.loss, 12);
    for (const [unit, value] of Object.entries(known.activations)) {
      const [, id, index = '0'] = /^(\w+)(?:\[(\d+)\])?$/.exec(unit) ?? [];
      expect(found.nodes[id].a[Number(index)], unit).toBeCloseTo(value, 12);
    }
    for (const [param, value] of Object.entries(known.gradients)) {
      const bias = /^(\w+\.bias)\[(\d+)\]$/.exec(param);
      const weight = /^(\w+)\[(\d+),(\d+)\]$/.exec(param);
      const got = bias
        ? found.gradients[bias[1]][Number(bias[2])]
        : weight && found.gradients[weight[1]][Number(weight[2])][Number(weight[3])];
      expect(got, param).toBeCloseTo(value, 12);
    }
    const traced = json('trace', file, '--param', known.trace.param);
    expect(traced.paths.map(({ units }: { units: string[] }) => units)).toEqual(
      known.trace.paths.map(({ units }) => units),
    );
    known.trace.paths.forEach(({ contribution }, i) => {
      expect(traced.paths[i].contribution).toBeCloseTo(contribution, 12);
    });
    expect(traced.pathCount).toBe(String(known.trace.paths.length));
    expect(traced.check.relativeError).toBeLessThan(1e-7);
    expect(json('check', file).worst.relativeError).toBeLessThan(1e-7);
  });

  it('prints every field that FORMAT names, in its order', () => {
    const traced = json('trace', 'two-routes.gradpath', '--param', 'w11', '--flow');
    expect(Object.keys(traced)).toEqual([
      'param',
      'gradient',
      'pathCount',
      'livePathCount',
      'paths',
      'listedSum',
      'restSum',
      'absoluteMass',
      'cancellation',
      'check',
      'flow',
    ]);
    expect(traced.param).toBe('w11[0,0]');
    expect(Object.keys(traced.flow)).toEqual(['w21[0,0]', 'w31[0,0]', 'n2[0]>L', 'n3[0]>L']);
    expect(traced.flow['n2[0]>L'] + traced.flow['n3[0]>L']).toBeCloseTo(traced.gradient, 14);
    expect(json('trace', 'two-routes.gradpath', '--param', 'w11', '--top', '1').paths.length).toBe(1);
  });

  it('takes ids that JavaScript uses for itself', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'gradpath-cli-')), 'names.gradpath');
    const text = readFileSync(join(FIXTURES, 'two-routes.gradpath'), 'utf8');
    writeFileSync(file, text.replaceAll('"w11"', '"constructor"').replaceAll('"n1"', '"toString"'));
    const plain = json('trace', 'two-routes.gradpath', '--param', 'w11', '--flow');
    const named = json('trace', file, '--param', 'constructor', '--flow');
    expect(named.param).toBe('constructor[0,0]');
    expect(named.gradient).toBe(plain.gradient);
    expect(named.paths[0].units[0]).toBe('toString[0]');
    expect(named.flow).toEqual(plain.flow);
    expect(json('eval', file).gradients.constructor).toEqual(json('eval', 'two-routes.gradpath').gradients.w11);
  });

  it('says what is wrong on one line and exits with 2', () => {
    const folder = mkdtempSync(join(tmpdir(), 'gradpath-cli-'));
    const bad = join(folder, 'bad.gradpath');
    writeFileSync(bad, readFileSync(join(FIXTURES, 'two-routes.gradpath'), 'utf8').replace('0.5', '[0.5]'));
    const calls: [string[], string][] = [
      [['eval', join(folder, 'none.gradpath')], 'there is no such file'],
      [['eval', bad], 'edges[0].weight[0][0]: expected a number'],
      [['eval', folder], 'this is a folder'],
      [['eval'], 'takes one file'],
      [['nonsense'], 'there is no command "nonsense"'],
      [['trace', 'two-routes.gradpath'], 'needs --param'],
      [['trace', 'two-routes.gradpath', '--param', 'w99'], 'there is no edge "w99"'],
      [['trace', 'two-routes.gradpath', '--param', 'w11[1,0]'], 'w11 is 1 x 1'],
      [['trace', 'two-routes.gradpath', '--param', 'constructor.bias[0]'], 'there is no node "constructor"'],
      [['trace', 'two-routes.gradpath', '--param', 'toString'], 'there is no edge "toString"'],
      [['eval', 'two-routes.gradpath', '--json=no'], '--json takes no value'],
      [['trace', 'mazur-2-2-2.gradpath', '--param', 'w1'], 'w1 is 2 x 2, say which weight'],
      [['trace', 'two-routes.gradpath', '--param', 'w11', '--top', 'x'], '--top needs a whole number'],
      [['eval', 'two-routes.gradpath', '--nope'], 'no option --nope'],
    ];
    for (const [args, message] of calls) {
      const { status, stdout, stderr } = gradpath(...args);
      expect(status, args.join(' ')).toBe(2);
      expect(stdout).toBe('');
      expect(stderr).toContain(message);
      expect(stderr.trim().split('\n').length, stderr).toBe(1);
    }
  });

  it('speaks to people too', () => {
    expect(gradpath('--help').stdout).toContain('trace FILE --param P');
    for (const word of ['--help', '-h']) {
      const { status, stdout } = gradpath('trace', word);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^Usage: gradpath trace FILE --param P.*\n/);
    }
    expect(gradpath('trace', 'two-routes.gradpath', '--param', 'w11').stdout).toContain('n1[0] → n2[0] → L');
    expect(gradpath('eval', 'two-routes.gradpath').stdout).toContain('loss  0.0648061');
  });
});

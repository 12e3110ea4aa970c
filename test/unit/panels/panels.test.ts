import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backward, compile, forward, parseAddress, readNumbers, sweepPaths, tracePaths } from '../../../src/engine';
import { lossName } from '../../../src/model/names';
import { openText } from '../../../src/model/parse';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import { gradientTex } from '../../../src/panels/names';
import { parseNumber, parseWhole } from '../../../src/panels/parseNumber';
import { pathViews, sumView } from '../../../src/panels/paths/model';
import { digitsFor, productParts } from '../../../src/panels/paths/product';
import {
  exact,
  formatCount,
  formatNarrow,
  formatParam,
  formatShort,
  formatTiny,
  formatValue,
} from '../../../src/ui/format';
import { warnOf } from '../../../src/ui/warn';

function traced(name: string, param: string) {
  const opened = openText(readFileSync(join(import.meta.dirname, `../../fixtures/${name}.gradpath`), 'utf8'));
  if (!opened.ok) throw new Error(opened.error.message);
  const spec = toNetworkSpec(opened.document);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
  return { doc: opened.document, trace: tracePaths(sweep, parseAddress(plan.layout, param), 20) };
}

describe('the paths panel', () => {
  it('shows chains, products and a sum that agrees', () => {
    const { doc, trace } = traced('two-routes', 'w11');
    const [first, second] = pathViews(doc, trace);
    expect(first.chain).toEqual(['$n_1$', '$n_2$', 'L']);
    expect(first.factors.map(({ value }) => value).reduce((a, b) => a * b, 1)).toBeCloseTo(first.contribution, 15);
    expect(first.bar).toBe(1);
    expect(second.bar).toBeCloseTo(0.9054, 3);
    expect(sumView(trace)).toMatchObject({ verdict: 'agrees', rest: 0 });
  });
  it('says where a unit step blocks', () => {
    const { doc, trace } = traced('forward-step', 'w11');
    expect(pathViews(doc, trace)[0].blocked).toBe('blocked at $f_1$: the derivative of its unit step is 0');
  });
  it('names the loss as its node is named, and a sum of several L', () => {
    const { doc } = traced('mazur-2-2-2', 'w1[0,0]');
    const [loss] = doc.nodes.filter(({ kind }) => kind === 'loss');
    expect(gradientTex(doc, 'w1[0,0]')).toBe(`\\frac{\\partial ${loss.id}}{\\partial w_{1}[0,0]}`);
    expect(lossName({ ...doc, nodes: [...doc.nodes, { ...loss, id: 'E2' }] }).text).toBe('L');
    expect(lossName({ ...doc, nodes: [] }).text).toBe('L');
    expect(lossName({ ...doc, nodes: [{ ...loss, id: 'loss_2' }] })).toEqual({
      tex: '\\mathrm{loss}_{2}',
      text: 'loss_2',
    });
  });
  it('writes all products of a list with as many digits as each has room for, and says what it leaves out', () => {
    const width = (text: string) => text.length;
    const written = (values: readonly number[], digits: number, room: number) =>
      productParts(values, digits, width, room).map(({ text }) => text);
    const seven = [0.5, 1, -0.1631, 1, 0.2726, 1, -0.8238];
    expect(digitsFor([[2, -0.235]], width, 40)).toBe(4);
    expect(digitsFor([[2, -0.235], seven], width, 72)).toBe(3);
    expect(digitsFor([seven], width, 10)).toBe(2);
    expect(written([2, -0.235], 4, 40)).toEqual(['2.000', '(−0.2350)']);
    expect(written(seven, 2, 70)).toEqual(['0.50', '1.0', '(−0.16)', '1.0', '0.27', '1.0', '(−0.82)']);
    expect(written(seven, 2, 55)).toEqual(['0.50', '1.0', '… 3 more …', '1.0', '(−0.82)']);
    expect(written(seven, 2, 5)).toEqual(['0.50', '… 5 more …', '(−0.82)']);
    for (let room = 20; room < 90; room++) {
      const parts = productParts(seven, 2, width, room);
      const left = parts.reduce((sum, part) => sum + ('left' in part ? part.left : 0), 0);
      expect(parts.filter((part) => 'factor' in part).length + left).toBe(seven.length);
      if (room >= 31)
        expect(parts.reduce((sum, { text }) => sum + width(text), 5 * (parts.length - 1))).toBeLessThanOrEqual(room);
    }
  });
  it('does not call a kink a disagreement, nor a disagreement an agreement', () => {
    const { trace } = traced('two-routes', 'w11');
    const check = (part: object) => sumView({ ...trace, check: { ...trace.check, ...part } }).verdict;
    expect(check({ differentiable: false })).toBe('kink');
    expect(check({ relativeError: 0.01 })).toBe('differs');
    const tiny = { ...trace, gradient: 0, check: { ...trace.check, finiteDifference: 2e-9, relativeError: 0.02 } };
    expect(sumView(tiny).verdict).toBe('zero');
    expect(check({ surrogate: true, relativeError: 1 })).toBe('surrogate');
  });
});

describe('numbers', () => {
  it('are read with arithmetic, and only whole', () => {
    for (const [text, value] of [
      ['2', 2],
      ['-0.5', -0.5],
      ['1e-3', 0.001],
      ['2/3', 2 / 3],
      ['2*pi', 2 * Math.PI],
      ['-(1+2)^2', -9],
      ['sqrt(2)*sqrt(2)', 2.0000000000000004],
      ['0,25', 0.25],
      ['−3', -3],
    ] as const) {
      expect(parseNumber(text), text).toBe(value);
    }
    for (const text of ['', 'abc', '1 2', '1/0', '(1', '2**', 'constructor(1)', '__proto__', '1e999', 'alert(1)']) {
      expect(parseNumber(text), text).toBe(null);
    }
  });
  it('act on the present value where an operator comes first', () => {
    for (const [text, value] of [
      ['*2', 6],
      ['/2', 1.5],
      ['× 2 + 1', 7],
      ['*-1', -3],
      ['*=2+1', 9],
      ['/=1+2', 1],
      ['+=1', 4],
      ['-=0,5', 2.5],
      ['−= 2', 1],
      ['*0,5', 1.5],
      ['+1', 1],
      ['-1', -1],
      ['--1', 1],
      ['2*3', 6],
    ] as const) {
      expect(parseNumber(text, 3), text).toBe(value);
    }
    for (const text of ['*', '/', '*=', '+=', '**2', '=2', '*2*', '2=', '/0', '*==2']) {
      expect(parseNumber(text, 3), text).toBe(null);
    }
    expect(parseNumber('*2')).toBe(null);
    expect(parseNumber('+=1')).toBe(null);
    expect(parseWhole('*2', 3, 1)).toBe(6);
    expect(parseWhole('/2', 3, 1)).toBe(null);
    expect(parseWhole('*0', 3, 1)).toBe(null);
  });
  it('are shown with four digits, a true minus and no jump', () => {
    expect(formatValue(-0.0767793)).toBe('−0.07678');
    expect(formatValue(0.5)).toBe('0.5000');
    expect(formatValue(1.23e-7)).toBe('1.230·10⁻⁷');
    expect(formatValue(12345.6)).toBe('12346');
    expect(formatValue(0)).toBe('0');
    expect(formatValue(Number.NaN)).toBe('NaN');
    expect(formatParam(0.5)).toBe('0.5');
    expect(formatParam(-1.5)).toBe('−1.5');
    expect(formatParam(1e308)).toBe('1·10³⁰⁸');
    expect(formatCount(10n ** 19n)).toBe('1.00·10¹⁹');
    expect(formatCount(109184)).toBe('109\u202f184');
  });
  it('lose digits in narrow places, never their exponent', () => {
    expect(formatNarrow(-1.48712e-9, 12)).toBe('−1.487·10⁻⁹');
    expect(formatNarrow(-1.48712e-9, 9)).toBe('−1.49·10⁻⁹');
    expect(formatNarrow(-1.48712e-9, 7.8)).toBe('−1.5·10⁻⁹');
    expect(formatNarrow(-1.6e-123, 3)).toBe('−2·10⁻¹²³');
    expect(formatNarrow(-1.2345678e6, 7.8, formatShort)).toBe('−1.23·10⁶');
    expect(formatNarrow(-0.00219731, 7.8, formatShort)).toBe('−0.0022');
    expect(formatNarrow(0.5, 3, formatShort)).toBe('0.5');
    expect(formatNarrow(Number.NEGATIVE_INFINITY, 3)).toBe('−∞');
    for (const format of [formatValue, formatParam, exact, formatTiny]) {
      expect(format(Number.NaN)).toBe('NaN');
      expect(format(Number.POSITIVE_INFINITY)).toBe('∞');
    }
    expect(exact(Number.NEGATIVE_INFINITY)).toBe('−∞');
    expect([Number.NaN, Number.NEGATIVE_INFINITY].map(warnOf)).toEqual(['text-warn', 'text-warn']);
    expect([0, -1e308, null, undefined].map(warnOf)).toEqual([undefined, undefined, undefined, undefined]);
  });
});

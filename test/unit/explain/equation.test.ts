import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import {
  ACTIVATION_NAMES,
  ACTIVATIONS,
  allParams,
  backward,
  compile,
  formatAddress,
  forward,
  LOSS_NAMES,
  LOSSES,
  OP_NAMES,
  OPS,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { DEPTHS, gradientEquation } from '../../../src/explain/equation';
import { FORMATS, render } from '../../../src/explain/render';
import { decimal } from '../../../src/explain/symbols';
import { unitEquations } from '../../../src/explain/unitEquation';
import { whySum } from '../../../src/explain/whySum';
import { openText } from '../../../src/model/parse';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import { randomDocument } from '../model/documents';

const accepts = (tex: string) =>
  expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex).not.toThrow();

describe('equations', () => {
  it('of every activation, loss and op are TeX that KaTeX accepts', () => {
    for (const name of ACTIVATION_NAMES) {
      const { tex } = ACTIVATIONS[name];
      for (const formula of [tex.symbol, tex.value('z_{n_1}'), tex.derivative('z_{n_1}')]) accepts(formula);
    }
    for (const name of LOSS_NAMES) {
      const { tex } = LOSSES[name];
      for (const formula of [
        tex.symbol,
        tex.value('a', 't'),
        tex.derivative('a_{n}', 't_{0}', '1'),
        tex.derivative('a_{n}', 't_{0}', '3'),
      ])
        accepts(formula);
    }
    for (const name of OP_NAMES) {
      const { tex } = OPS[name];
      for (const formula of [tex.value(['a', 'b']), tex.derivative(['a', 'b']), tex.derivative([])]) accepts(formula);
    }
  });

  it('hold the engine’s numbers, end in the value, and are TeX in every depth and notation, on random networks', () => {
    let equations = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 60);
      const spec = toNetworkSpec(doc);
      const plan = compile(spec);
      const numbers = readNumbers(plan, spec);
      const trace = forward(plan, numbers);
      const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
      const masks = new Map(spec.edges.map((edge) => [edge.id, edge.mask]));
      for (const param of [...allParams(plan.layout, (edge, k) => masks.get(edge)?.[k] === 0)].slice(0, 12)) {
        const traced = tracePaths(sweep, param, 8);
        for (const notation of ['z', 'p'] as const) {
          for (const line of whySum(doc, traced, notation) ?? []) accepts(line.tex);
          const equation = gradientEquation(doc, traced, notation);
          expect(equation.value).toBe(traced.gradient);
          const sum = equation.terms.reduce((total, term) => total + term.value, equation.rest?.value ?? 0);
          expect(Math.abs(sum - traced.gradient)).toBeLessThanOrEqual(1e-12 * Math.max(traced.absoluteMass, 1e-12));
          for (const term of equation.terms) {
            const product = term.factors.reduce((value, factor) => value * factor.value, 1);
            expect(Math.abs(product)).toBe(Math.abs(term.value));
          }
          for (const depth of DEPTHS) {
            accepts(render(equation, depth, 'latex'));
            for (const format of FORMATS) {
              const text = render(equation, depth, format);
              if (depth !== 'numbers') continue;
              const last = text
                .trim()
                .split('\n')
                .at(-1)
                ?.split(/[\s=]+/)
                .at(-1);
              expect(last, formatAddress(param)).toBe(decimal(traced.gradient));
              expect(Number(last)).toBeCloseTo(traced.gradient, 8);
              equations += 1;
            }
          }
        }
      }
    }
    expect(equations).toBeGreaterThan(500);
  });

  it('write numbers without exponents and without losing them', () => {
    for (const value of [0, 1, -1.5, 1e-7, 4.385677344e-4, -0.0767793228987, 123456789.25, 3e-30]) {
      expect(decimal(value)).not.toMatch(/e/);
      expect(Math.abs(Number(decimal(value)) - value)).toBeLessThanOrEqual(1e-9 * Math.abs(value));
    }
  });

  it('say why there is a sum, with the network’s own symbols', () => {
    const opened = openText(readFileSync(join(import.meta.dirname, '../../fixtures/two-routes.gradpath'), 'utf8'));
    if (!opened.ok) throw new Error(opened.error.message);
    const spec = toNetworkSpec(opened.document);
    const plan = compile(spec);
    const numbers = readNumbers(plan, spec);
    const trace = forward(plan, numbers);
    const sweep = sweepPaths(plan, numbers, trace, backward(plan, numbers, trace));
    const lines = (edge: string) =>
      whySum(opened.document, tracePaths(sweep, { kind: 'weight', edge, row: 0, col: 0 }, 8), 'z')?.map(
        ({ text, tex }) => `${text} ${tex}`,
      ) ?? [];
    expect(lines('w11')).toHaveLength(5);
    expect(lines('w11')[2]).toContain('2 things');
    expect(lines('w11')[3]).toContain('dz_{n_{2}}');
    expect(lines('w11')[3]).toContain('dz_{n_{3}}');
    expect(lines('w21')).toHaveLength(4);
  });
});

describe('equations of units and losses', () => {
  it('hold the engine’s numbers, add up, and are TeX in every depth and notation, on random networks', () => {
    let lines = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 60);
      const spec = toNetworkSpec(doc);
      const plan = compile(spec);
      const numbers = readNumbers(plan, spec);
      const trace = forward(plan, numbers);
      const back = backward(plan, numbers, trace);
      const passes = { layout: plan.layout, forward: trace, backward: back };
      for (const node of doc.nodes) {
        const slot = plan.layout.units[node.id];
        for (const notation of ['z', 'p'] as const) {
          for (let unit = 0; unit < slot.size; unit++) {
            const equations = unitEquations(doc, passes, node.id, unit, notation);
            const at = slot.offset + unit;
            const expected = {
              input: [back.dLda[at]],
              layer: [trace.z[at], trace.a[at], back.dLda[at], back.dLdz[at]],
              op: [trace.a[at], back.dLda[at]],
              loss: [trace.a[at]],
            }[node.kind];
            expect(equations.slice(0, expected.length).map(({ value }) => value)).toEqual(expected);
            for (const equation of equations) {
              const sum = equation.terms.reduce((total, term) => total + term.value, equation.rest?.value ?? 0);
              const mass = equation.terms.reduce((total, term) => total + Math.abs(term.value), 1e-9);
              expect(Math.abs(sum - equation.value), `${seed} ${equation.left.text}`).toBeLessThanOrEqual(1e-12 * mass);
              for (const term of equation.terms) {
                const product = term.factors.reduce((value, factor) => value * factor.value, 1);
                expect(Math.abs(product - term.value)).toBeLessThanOrEqual(1e-12 * Math.abs(term.value));
              }
              for (const depth of DEPTHS) accepts(render(equation, depth, 'latex'));
              lines += 1;
            }
          }
        }
      }
    }
    expect(lines).toBeGreaterThan(1000);
  });
  it('of a loss give its derivative in every unit that it takes', () => {
    const text = readFileSync(join(import.meta.dirname, '../../../resources/examples/two-routes.gradpath'), 'utf8');
    const opened = openText(text);
    if (!opened.ok) throw new Error(opened.error.message);
    const spec = toNetworkSpec(opened.document);
    const plan = compile(spec);
    const numbers = readNumbers(plan, spec);
    const trace = forward(plan, numbers);
    const back = backward(plan, numbers, trace);
    const passes = { layout: plan.layout, forward: trace, backward: back };
    const lines = unitEquations(opened.document, passes, 'L', 0, 'z');
    expect(lines.length).toBe(3);
    const { offset } = plan.layout.units.n2;
    expect(lines[1].value).toBe(back.dLda[offset]);
  });
});

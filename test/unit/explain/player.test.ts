import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { backward, compile, forward, readNumbers } from '../../../src/engine';
import { jumpTarget, knownAt, playerSteps } from '../../../src/explain/player';
import { LEARNING_RATE, learningRateOf, updateGroups, updateSteps } from '../../../src/explain/update';
import { setFrozen } from '../../../src/model/commands/connect';
import { gradientStep } from '../../../src/model/commands/train';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from '../model/documents';

function passesOf(doc: NetworkDocument) {
  const spec = toNetworkSpec(doc);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  return { plan, numbers, layout: plan.layout, forward: trace, backward: backward(plan, numbers, trace) };
}

describe('the player', () => {
  it('makes everything known exactly once, sources before targets, and back in reverse, on random networks', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 60);
      const spec = toNetworkSpec(doc);
      const plan = compile(spec);
      const numbers = readNumbers(plan, spec);
      const trace = forward(plan, numbers);
      const steps = playerSteps(
        doc,
        { layout: plan.layout, forward: trace, backward: backward(plan, numbers, trace) },
        'z',
      );
      const place = new Map(steps.map(({ node, quantity }, i) => [`${node} ${quantity}`, i]));
      expect(place.size).toBe(steps.length);
      for (const { tex } of steps)
        expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex).not.toThrow();
      for (const node of doc.nodes) {
        const wanted = node.kind === 'layer' ? ['z', 'a', 'dLda', 'dLdz'] : node.kind === 'input' ? [] : ['a', 'dLda'];
        for (const quantity of wanted) expect(place.has(`${node.id} ${quantity}`), `${node.id} ${quantity}`).toBe(true);
      }
      for (const { source, target } of doc.edges) {
        const before = place.get(`${source} a`);
        const after = place.get(`${target} z`) ?? place.get(`${target} a`);
        if (before !== undefined) expect(before).toBeLessThan(after as number);
        const back = place.get(`${source} dLda`);
        if (back !== undefined) expect(back).toBeGreaterThan(place.get(`${target} dLda`) as number);
      }
      expect(knownAt(steps, -1).size).toBe(0);
      const all = knownAt(steps, steps.length - 1);
      expect([...all.values()].reduce((sum, set) => sum + set.size, 0)).toBe(steps.length);
    }
  });
});

/** What a line of numbers comes to: products in brackets or not, joined by plus signs. */
function evaluated(text: string): number {
  const products = text
    .split(' + ')
    .map((product) => product.split('\\cdot').map((n) => Number(n.replace(/[()]/g, ''))));
  return products.reduce((sum, factors) => sum + factors.reduce((a, b) => a * b, 1), 0);
}

describe('the equations of the backward pass', () => {
  it('have no two fractions under one bar, and numbers that come to the value, on random networks', () => {
    let withNumbers = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 60);
      for (const { tex, quantity, node } of playerSteps(doc, passesOf(doc), 'z')) {
        expect(tex).not.toMatch(/\}\s*\\frac\{\\partial/);
        const record = doc.nodes.find(({ id }) => id === node);
        if (quantity !== 'dLda' && quantity !== 'dLdz') continue;
        const parts = tex.split(' = ');
        const value = Number(parts.at(-1));
        if (record?.kind === 'loss' || parts.length < 4 || !Number.isFinite(value)) continue;
        const numbers = evaluated(parts.at(-2) as string);
        const mass = Math.max(...(parts.at(-2) as string).split(' + ').map((term) => Math.abs(evaluated(term))));
        expect(Math.abs(numbers - value), tex).toBeLessThanOrEqual(0.01 * mass);
        withNumbers += 1;
      }
    }
    expect(withNumbers).toBeGreaterThan(100);
  });

  it('show what arrives, the derivatives on the way and their numbers, as the forward steps do', () => {
    const opened = openText(
      readFileSync(join(import.meta.dirname, '../../../resources/examples/two-routes.gradpath'), 'utf8'),
    );
    if (!opened.ok) throw new Error('no example');
    const doc = opened.document;
    const steps = playerSteps(doc, passesOf(doc), 'z');
    const texOf = (quantity: string) => steps.find((step) => step.node === 'n1' && step.quantity === quantity)?.tex;
    expect(texOf('dLda')).toMatch(
      /^\\frac\{\\partial L\}\{\\partial a_\{n_\{1\}\}\} = \\frac\{\\partial L\}\{\\partial z_\{n_\{2\}\}\} \\cdot w_\{21\} \+ .* = \(?-?[\d.]+\)? \\cdot .* = -?[\d.]+$/,
    );
    expect(texOf('dLdz')?.split(' = ')).toHaveLength(4);
    expect(texOf('gradient')?.split(',\\quad ')[0].split(' = ')).toHaveLength(4);
  });
});

describe('the update', () => {
  it('writes w - ηg into every parameter that is neither frozen nor masked, tied ones once, and undo gives the same bytes', () => {
    let updated = 0;
    for (let seed = 1; seed <= 60; seed++) {
      let doc = randomDocument(seed, 60);
      const some = doc.edges.find((edge) => edge.weight !== null);
      if (some && seed % 2 === 0) {
        const frozen = setFrozen(doc, some.id, true);
        if (!('refused' in frozen)) doc = applyDiff(doc, frozen);
      }
      const passes = passesOf(doc);
      const diff = gradientStep(doc, passes.layout, passes.backward.gradient, 0.25);
      if ('refused' in diff) throw new Error(diff.refused);
      const after = applyDiff(doc, diff);
      const { numbers } = passesOf(after);
      const expected = passes.numbers.params.slice();
      for (const edge of passes.plan.edges) {
        if (edge.owner !== edge.id || edge.frozen) continue;
        for (let k = 0; k < edge.rows * edge.cols; k++) {
          if (edge.mask?.[k] === 0) continue;
          expected[edge.weight + k] -= 0.25 * passes.backward.gradient[edge.weight + k];
        }
      }
      for (const { bias, size } of passes.plan.nodes)
        for (let k = 0; bias >= 0 && k < size; k++) expected[bias + k] -= 0.25 * passes.backward.gradient[bias + k];
      expect(numbers.params).toEqual(expected);
      expect(serialize(applyDiff(after, invertDiff(diff)))).toBe(serialize(doc));

      const groups = updateGroups(doc, passes, 0.25);
      expect(new Set(groups.map(({ of, id }) => `${of} ${id}`)).size).toBe(groups.length);
      for (const { of, id, count, changing, largest } of groups) {
        const slot = of === 'weight' ? passes.layout.weights[id] : passes.layout.biases[id];
        const size = 'rows' in slot ? slot.rows * slot.cols : slot.size;
        const gradients = [...passes.backward.gradient.subarray(slot.offset, slot.offset + size)].map(Math.abs);
        expect(Math.abs(largest.gradient)).toBe(Math.max(...gradients));
        expect(largest.after).toBe(largest.before - 0.25 * largest.gradient);
        expect(changing).toBe(gradients.filter((gradient) => gradient > 0).length);
        expect(count).toBeLessThanOrEqual(size);
        if (of === 'weight') expect(doc.edges.find((edge) => edge.id === id)?.frozen).toBe(false);
      }
      const steps = updateSteps(doc, passes, 0.25);
      expect(steps.length).toBe(groups.length);
      updated += steps.length;
      for (const { tex } of steps)
        expect(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex).not.toThrow();
    }
    expect(updated).toBeGreaterThan(100);
  });

  it('takes its rate from the file where the file has one that makes sense', () => {
    const doc = randomDocument(3);
    expect(learningRateOf(doc)).toBe(LEARNING_RATE);
    const withRate = (training: NetworkDocument['extra'][string]) => ({ ...doc, extra: { training } });
    expect(learningRateOf(withRate({ learningRate: 0.02 }))).toBe(0.02);
    const odds: NetworkDocument['extra'][string][] = [{ learningRate: -1 }, { learningRate: '1' }, {}, null, 3, [0.5]];
    for (const odd of odds) expect(learningRateOf(withRate(odd))).toBe(LEARNING_RATE);
  });

  it('refuses a step that leaves the range of numbers', () => {
    const doc = randomDocument(7, 60);
    const { layout } = passesOf(doc);
    const result = gradientStep(doc, layout, new Float64Array(layout.paramCount).fill(1e308), 1e10);
    expect(result).toHaveProperty('refused');
  });
});

describe('a jump', () => {
  it('goes to the first step of a node, then to its backward, then to its update step, and round again', () => {
    for (let seed = 1; seed <= 30; seed++) {
      const doc = randomDocument(seed, 60);
      const passes = passesOf(doc);
      const steps = [...playerSteps(doc, passes, 'z'), ...updateSteps(doc, passes, 0.1)];
      for (const { id, kind } of doc.nodes) {
        const own = ['forward', 'backward', 'update']
          .map((phase) => steps.findIndex((step) => step.node === id && step.phase === phase))
          .filter((at) => at >= 0);
        if (kind === 'input') expect(jumpTarget(steps, 0, id)).toBeNull();
        let now = steps.findIndex(({ node }) => node !== id);
        for (const at of [...own, own[0]]) {
          if (at === undefined) continue;
          now = jumpTarget(steps, now, id) ?? -1;
          expect(now).toBe(at);
        }
      }
    }
  });
});

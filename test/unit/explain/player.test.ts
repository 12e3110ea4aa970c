import katex from 'katex';
import { describe, expect, it } from 'vitest';
import { backward, compile, forward, readNumbers } from '../../../src/engine';
import { knownAt, playerSteps } from '../../../src/explain/player';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import { randomDocument } from '../model/documents';

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

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { connect } from '../../../src/model/commands/connect';
import { setOp, setSize } from '../../../src/model/commands/nodes';
import type { CommandResult } from '../../../src/model/commands/result';
import { newWeights, type WeightInit } from '../../../src/model/commands/weights';
import { applyDiff } from '../../../src/model/diff';
import { edgeById, nodeById, sizeOf } from '../../../src/model/document';
import type { NetworkDocument, NodeRecord } from '../../../src/model/types';
import { randomDocument } from './documents';

type Sized = (doc: NetworkDocument, init?: WeightInit) => CommandResult;

/** Commands after which nodes of a network have other numbers of units. */
function resizing(doc: NetworkDocument, seed: number): Sized[] {
  const random = createRandom(seed);
  const ids = doc.nodes.map(({ id }) => id);
  return [
    ...ids.map((id): Sized => {
      const size = 1 + random.below(5);
      return (now, init) => setSize(now, id, size, init);
    }),
    ...ids.map(
      (id): Sized =>
        (now, init) =>
          setOp(now, id, 'concat', init),
    ),
    ...ids.flatMap((source) =>
      ids.map(
        (target): Sized =>
          (now, init) =>
            connect(now, { source, target, init }),
      ),
    ),
  ];
}

/** A random network without a weight of 0. */
function weighted(seed: number): NetworkDocument {
  const doc = randomDocument(seed, 60);
  const random = createRandom(seed);
  const edges = doc.edges.map((edge) => ({ ...edge, weight: edge.weight?.map(() => 1 + random.next()) ?? null }));
  return { ...doc, edges };
}

describe('weights that come in when a node gets other units', () => {
  it('are drawn as was chosen, whatever command brings them', () => {
    let added = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const doc = weighted(seed);
      const old = new Set(doc.edges.flatMap(({ weight }) => [...(weight ?? [])]));
      for (const command of resizing(doc, seed)) {
        const zero = command(doc, { method: 'zero', seed: 1 });
        if ('refused' in zero) continue;
        const now = applyDiff(doc, zero);
        const drawn = { method: 'uniform', seed: 7 } as const;
        const again = applyDiff(doc, command(doc, drawn) as typeof zero);
        for (const { id, weight, source, target } of now.edges) {
          if (!weight) continue;
          const size = (node: string) => sizeOf(nodeById(now, node) as NodeRecord);
          const fresh = newWeights(id, size(target), size(source), drawn);
          weight.forEach((value, at) => {
            if (old.has(value)) return;
            expect(value, `seed ${seed}, ${id}`).toBe(0);
            expect(edgeById(again, id)?.weight?.[at]).toBe(fresh[at]);
            if (edgeById(doc, id)) added += 1;
          });
        }
      }
    }
    expect(added).toBeGreaterThan(500);
  });
});

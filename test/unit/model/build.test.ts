import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { addConnected, type connectMany, insertNode, insertOnEdge } from '../../../src/model/commands/build';
import type { NodeChoice } from '../../../src/model/commands/nodes';
import { newWeights } from '../../../src/model/commands/weights';
import { applyDiff, invertDiff } from '../../../src/model/diff';
import { edgeById, incoming, isWeighted, matrixOf, outgoing } from '../../../src/model/document';
import { openText } from '../../../src/model/parse';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';
import { randomDocument } from './documents';

/** Applies, checks that the result can be saved and opened and that undo gives the same bytes; null when refused. */
function tried(doc: NetworkDocument, result: ReturnType<typeof connectMany>): NetworkDocument | null {
  if ('refused' in result) {
    expect(result.refused).toMatch(/^[A-Z\w].*\.$/);
    return null;
  }
  const after = applyDiff(doc, result);
  expect(openText(serialize(after)).ok).toBe(true);
  expect(serialize(applyDiff(after, invertDiff(result)))).toBe(serialize(doc));
  return after;
}

/** Targets that are all different, so that a slot that has moved shows. */
function withTargets(doc: NetworkDocument): NetworkDocument {
  const nodes = doc.nodes.map((node) =>
    node.kind === 'loss' ? { ...node, target: node.target.map((_, unit) => unit + 1) } : node,
  );
  return { ...doc, nodes };
}

describe('building in one go, on random networks', () => {
  it('inserts a node on an edge: what it joined is joined through it, and the first half keeps its name', () => {
    let inserted = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 50);
      for (const edge of doc.edges) {
        const after = tried(doc, insertOnEdge(doc, edge.id, { kind: 'layer' }, { x: 0, y: 0 }));
        if (!after) continue;
        inserted += 1;
        const first = edgeById(after, edge.id);
        expect(first?.source).toBe(edge.source);
        expect(outgoing(after, first?.target ?? '').map(({ target }) => target)).toEqual([edge.target]);
      }
    }
    expect(inserted).toBeGreaterThan(50);
  });
  it('leaves targets, sizes and the order of what enters every other node as they were, whatever is put on an edge', () => {
    let intoLoss = 0;
    let intoConcat = 0;
    const choices: readonly NodeChoice[] = [{ kind: 'layer' }, { kind: 'op', op: 'add' }, { kind: 'op', op: 'concat' }];
    for (let seed = 1; seed <= 60; seed++) {
      const doc = withTargets(randomDocument(seed, 50));
      for (const edge of doc.edges) {
        for (const choice of choices) {
          const after = tried(doc, insertOnEdge(doc, edge.id, choice, { x: 0, y: 0 }));
          const node = after?.nodes.at(-1);
          if (!after || !node) continue;
          expect(after.nodes.slice(0, -1)).toEqual(doc.nodes);
          for (const { id, kind } of doc.nodes) {
            const sources = (now: NetworkDocument) => incoming(now, id).map(({ source }) => source);
            expect(sources(after)).toEqual(
              id === edge.target ? sources(doc).map((at) => (at === edge.source ? node.id : at)) : sources(doc),
            );
            if (id === edge.target && kind === 'loss') intoLoss += 1;
            if (id === edge.target && kind === 'op') intoConcat += 1;
          }
          // No number of another edge changes, and the matrix that stood there stands there still.
          for (const other of doc.edges) if (other !== edge) expect(edgeById(after, other.id)).toBe(other);
          if (!isWeighted(doc, edge)) continue;
          const matrix = matrixOf(doc, edge);
          const there = [...incoming(after, node.id), ...outgoing(after, node.id)].map((half) => matrixOf(after, half));
          expect(there).toContain(matrix);
        }
      }
    }
    expect(intoLoss).toBeGreaterThan(20);
    expect(intoConcat).toBeGreaterThan(20);
  });
  it('puts a node that stands about on an edge, and loses no target by it', () => {
    let inserted = 0;
    for (let seed = 1; seed <= 60; seed++) {
      const doc = withTargets(randomDocument(seed, 50));
      const loose = doc.nodes.filter(({ id }) => incoming(doc, id).length + outgoing(doc, id).length === 0);
      for (const edge of doc.edges) {
        for (const node of loose) {
          const after = tried(doc, insertNode(doc, edge.id, node.id));
          if (!after) continue;
          inserted += 1;
          expect(incoming(after, node.id).map(({ source }) => source)).toEqual([edge.source]);
          expect(outgoing(after, node.id).map(({ target }) => target)).toEqual([edge.target]);
          const others = (now: NetworkDocument) => now.nodes.filter(({ id }) => id !== node.id);
          expect(others(after)).toEqual(others(doc));
        }
      }
    }
    expect(inserted).toBeGreaterThan(50);
    const doc = randomDocument(1, 50);
    const [edge] = doc.edges;
    expect(insertNode(doc, edge.id, edge.source)).toHaveProperty('refused');
  });
  it('adds a node with edges from several others', () => {
    const random = createRandom(3);
    let added = 0;
    for (let seed = 1; seed <= 40; seed++) {
      const doc = randomDocument(seed, 40);
      const sources = doc.nodes.filter(({ kind }) => kind !== 'loss' && random.next() < 0.5).map(({ id }) => id);
      if (sources.length === 0) continue;
      const after = tried(doc, addConnected(doc, { kind: 'layer', size: 2 }, { x: 5, y: 5 }, sources, false));
      const node = after?.nodes.at(-1);
      if (!after || !node) continue;
      expect(incoming(after, node.id).map(({ source }) => source)).toEqual(sources);
      added += 1;
    }
    expect(added).toBeGreaterThan(20);
  });
  it('refuses as a whole what cannot be, with the reason', () => {
    const doc = randomDocument(7, 40);
    const loss = doc.nodes.find(({ kind }) => kind === 'loss');
    if (loss)
      expect(addConnected(doc, { kind: 'layer' }, { x: 0, y: 0 }, [loss.id], false)).toEqual({
        refused: `Nothing can leave ${loss.id}: it is a loss.`,
      });
    expect(insertOnEdge(doc, 'nope', { kind: 'layer' }, { x: 0, y: 0 })).toEqual({ refused: 'There is no edge nope.' });
  });
});

describe('new weights', () => {
  it('are the same for the same recipe and seed, and others for another', () => {
    const he = (seed: number) => newWeights('w1', 30, 20, { method: 'he', seed });
    expect(he(1)).toEqual(he(1));
    expect(he(1)).not.toEqual(he(2));
    const variance = he(1).reduce((sum, value) => sum + value * value, 0) / 600;
    expect(variance).toBeGreaterThan(0.07);
    expect(variance).toBeLessThan(0.13);
    expect(newWeights('w1', 2, 2, { method: 'zero', seed: 1 })).toEqual(new Float64Array(4));
  });
});

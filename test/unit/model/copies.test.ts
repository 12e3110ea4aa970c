import { describe, expect, it } from 'vitest';
import { compile, createRandom, forward, readNumbers } from '../../../src/engine';
import { copyText, pasteText } from '../../../src/model/commands/clipboard';
import { without } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import { applyDiff } from '../../../src/model/diff';
import { emptyDocument, incoming, matrixOf, nodeById } from '../../../src/model/document';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { NetworkDocument, NodeRecord } from '../../../src/model/types';
import { randomDocument } from './documents';

const SEEDS = Array.from({ length: 150 }, (_, i) => i + 1);

function applied(doc: NetworkDocument, result: CommandResult): NetworkDocument {
  if ('refused' in result) throw new Error(result.refused);
  return applyDiff(doc, result);
}

/** A random network in which no target is 0. */
function targeted(seed: number): NetworkDocument {
  const doc = randomDocument(seed, 70);
  const random = createRandom(seed);
  const nodes = doc.nodes.map((node) =>
    node.kind === 'loss' ? { ...node, target: node.target.map(() => 1 + random.next()) } : node,
  );
  return { ...doc, nodes };
}

function pasted(into: NetworkDocument, text: string) {
  const { result, nodes } = pasteText(into, text, { x: 40, y: 40 });
  return { doc: applied(into, result), nodes };
}

function numbersOf(node: NodeRecord) {
  if (node.kind === 'input') return [...node.values];
  if (node.kind === 'loss') return [...node.target];
  return node.kind === 'layer' ? [node.activation, ...(node.bias ?? [])] : [node.op, node.size];
}

/** Numbers of some nodes and of the matrices between them, without their names. */
function numbers(doc: NetworkDocument, ids: readonly string[]) {
  const place = new Map(ids.map((id, at) => [id, at]));
  const edges = doc.edges.flatMap((edge) => {
    const [from, to] = [place.get(edge.source), place.get(edge.target)];
    return from === undefined || to === undefined ? [] : [[from, to, [...(matrixOf(doc, edge) ?? [])]]];
  });
  return { nodes: ids.map((id) => numbersOf(nodeById(doc, id) as NodeRecord)), edges };
}

function lossOf(doc: NetworkDocument): number {
  const spec = toNetworkSpec(doc);
  const plan = compile(spec);
  return forward(plan, readNumbers(plan, spec)).loss;
}

describe('copies', () => {
  it('have the numbers of what was selected', () => {
    let withLoss = 0;
    for (const seed of SEEDS) {
      const doc = targeted(seed);
      const random = createRandom(seed);
      const picked = doc.nodes.filter(() => random.next() < 0.6).map(({ id }) => id);
      const chosen = new Set(picked);
      const text = copyText(doc, chosen);
      if (typeof text !== 'string') continue;
      // What is left of the network when all else goes: a concat of which half is chosen is smaller.
      const others = doc.nodes.flatMap(({ id }) => (chosen.has(id) ? [] : [id]));
      const rest = applied(doc, without(doc, others));
      for (const into of [doc, emptyDocument(), targeted(seed + 1000)]) {
        const copy = pasted(into, text);
        expect(numbers(copy.doc, copy.nodes), `seed ${seed}`).toEqual(numbers(rest, picked));
      }
      withLoss += picked.some((id) => nodeById(rest, id)?.kind === 'loss' && incoming(rest, id).length > 0) ? 1 : 0;
    }
    expect(withLoss).toBeGreaterThan(20);
  });

  it('of everything, cut and pasted, have the same loss', () => {
    for (const seed of SEEDS) {
      const doc = targeted(seed);
      const ids = doc.nodes.map(({ id }) => id);
      const text = copyText(doc, new Set(ids));
      if (typeof text !== 'string') throw new Error(text.refused);
      const back = pasted(applied(doc, without(doc, ids)), text);
      expect(numbers(back.doc, back.nodes), `seed ${seed}`).toEqual(numbers(doc, ids));
      expect(lossOf(back.doc)).toBe(lossOf(doc));
    }
  });
});

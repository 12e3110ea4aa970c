import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../src/canvas/marks';
import { createCache, flowEdges } from '../../../src/canvas/toFlow';
import { openText } from '../../../src/model/parse';
import type { NetworkDocument } from '../../../src/model/types';
import { NOTHING } from '../../../src/store/session';

function example(name: string): NetworkDocument {
  const text = readFileSync(join(import.meta.dirname, `../../../resources/examples/${name}.gradpath`), 'utf8');
  const opened = openText(text);
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.document;
}

describe('the edges handed to React Flow', () => {
  const view = {
    passes: null,
    trace: null,
    colouring: 'gradient' as const,
    maxAbs: 1,
    labels: new Map<string, number>(),
    place: null,
    known: null,
  };
  const doc = example('two-routes');
  const marks = marksOf(null, null, null);

  it('are the same objects while they say the same', () => {
    const cache = createCache();
    const before = flowEdges(doc, NOTHING, marks, view, cache);
    const after = flowEdges(doc, NOTHING, marks, view, cache);
    expect(before.length).toBe(doc.edges.length);
    after.forEach((edge, i) => {
      expect(edge).toBe(before[i]);
    });
  });

  it('are read out by the present name of a node, though nothing drawn of the edge has changed', () => {
    const cache = createCache();
    flowEdges(doc, NOTHING, marks, view, cache);
    const renamed = {
      ...doc,
      nodes: doc.nodes.map((node) => (node.id === 'n1' ? { ...node, label: 'first' } : node)),
    };
    const edges = flowEdges(renamed, NOTHING, marks, view, cache);
    expect(edges.find((edge) => edge.id === 'w21')?.ariaLabel).toBe('Weight w21 from first to n_2');
  });
});

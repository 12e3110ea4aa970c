import { describe, expect, it } from 'vitest';
import { describeSelection } from '../../../src/canvas/describe';
import { lineMarks } from '../../../src/canvas/edges/lineMarks';
import { UNDEFINED } from '../../../src/canvas/edges/lineValues';
import { marksOf } from '../../../src/canvas/marks';
import { createCache, type FlowCache, flowEdges, flowNodes } from '../../../src/canvas/toFlow';
import type { NetworkDocument } from '../../../src/model/types';
import { NOTHING, UNITS_UP_TO } from '../../../src/store/session';
import { example } from '../examples';
import { drawn } from './drawn';

describe('the edges handed to React Flow', () => {
  const doc = example('two-routes');
  const edgesOf = (shown: NetworkDocument, cache: FlowCache) => {
    const { elements, frames } = drawn(shown);
    const values = new Float64Array(elements.count).fill(UNDEFINED);
    const marks = lineMarks(null, null, null, elements);
    const shared = {
      doc: shown,
      table: elements,
      frames,
      values,
      maxAbs: 1,
      widths: null,
      marks,
      place: null,
      hideBelow: 0,
      labels: { spots: new Map(), window: null },
    };
    return flowEdges({ ...shared, colouring: 'gradient' }, { selection: NOTHING, said: null }, cache);
  };

  it('are the same objects while they say the same', () => {
    const cache = createCache();
    const before = edgesOf(doc, cache);
    const after = edgesOf(doc, cache);
    expect(before.length).toBe(doc.edges.length);
    after.forEach((edge, i) => {
      expect(edge).toBe(before[i]);
    });
  });

  it('are read out by the present name of a node, though nothing drawn of the edge has changed', () => {
    const cache = createCache();
    edgesOf(doc, cache);
    const renamed = {
      ...doc,
      nodes: doc.nodes.map((node) => (node.id === 'n1' ? { ...node, label: 'first' } : node)),
    };
    const edges = edgesOf(renamed, cache);
    expect(edges.find((edge) => edge.id === 'w21')?.ariaLabel).toBe('Weight w21 from first to n2, 1.5');
  });

  it('are read out in the words that are said when they are selected', () => {
    const edges = edgesOf(doc, createCache());
    for (const { id, ariaLabel } of edges) {
      const selection = { nodes: new Set<string>(), edges: new Set([id]) };
      expect(ariaLabel).toBe(describeSelection(doc, null, selection, null, []));
    }
    expect(edges.find(({ id }) => id === 'w11')?.ariaLabel).toMatch(/^Weight w11 from x1 to n1,/);
  });
});

describe('the nodes handed to React Flow', () => {
  const doc = example('two-routes');
  const view = {
    selection: NOTHING,
    marks: marksOf(null, null, null),
    measured: new Map(),
    views: new Map(),
    place: null,
    said: null,
    unitsUpTo: UNITS_UP_TO,
  };
  it('are read out by kind and name, and are the same objects while they say the same', () => {
    const cache = createCache();
    const nodes = flowNodes(doc, view, cache);
    expect(nodes.map(({ ariaLabel }) => ariaLabel)).toContain('Neuron n1');
    flowNodes(doc, view, cache).forEach((node, i) => {
      expect(node).toBe(nodes[i]);
    });
  });
});

import { describe, expect, it } from 'vitest';
import { parseValueQuery } from '../../../src/app/find/byValue';
import { findItems } from '../../../src/app/find/findItems';
import { groupNodes } from '../../../src/model/commands/groups';
import { applyDiff } from '../../../src/model/diff';
import { edgeById, isWeighted } from '../../../src/model/document';
import { randomDocument } from '../model/documents';

describe('finding by value', () => {
  it('reads comparisons, and nothing else as one', () => {
    expect(parseValueQuery('|w| < 0.5')?.fits(-0.4)).toBe(true);
    expect(parseValueQuery('w < 0.5')?.fits(-4)).toBe(true);
    expect(parseValueQuery('g >= 1e-3')?.fits(0.001)).toBe(true);
    expect(parseValueQuery('w = 0')?.fits(-0)).toBe(true);
    expect(parseValueQuery('gradient > −2')?.fits(-1)).toBe(true);
    for (const text of ['w11', '|w < 3', 'w <', 'w < 1.2.3', 'x > 1', '']) expect(parseValueQuery(text)).toBe(null);
  });
  it('lists exactly the weights that fit, the largest first, on random networks', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const doc = randomDocument(seed, 60);
      const items = findItems(doc, null, '|w| > 0.4').flatMap((item) => (item.kind === 'param' ? [item.address] : []));
      const values = items.map((address) => {
        const found = /^(\w+)\[(\d+),(\d+)\]$/.exec(address);
        const edge = found && edgeById(doc, found[1]);
        if (!found || !edge?.weight) return null;
        const source = doc.nodes.find(({ id }) => id === edge.source);
        const cols = source && source.kind !== 'loss' ? source.size : 1;
        return Math.abs(edge.weight[Number(found[2]) * cols + Number(found[3])]);
      });
      for (const value of values) if (value !== null) expect(value).toBeGreaterThan(0.4);
      const sizes = values.filter((value) => value !== null);
      expect([...sizes].sort((a, b) => b - a)).toEqual(sizes);
      const all = doc.edges.filter((edge) => isWeighted(doc, edge) && edge.tiedTo === null);
      const fitting = all.flatMap((edge) =>
        Array.from(edge.weight ?? []).filter((w, k) => Math.abs(w) > 0.4 && edge.mask?.[k] !== 0),
      );
      if (fitting.length === 0) expect(sizes.length).toBe(0);
    }
  });
});

describe('finding by name', () => {
  it('offers groups with all their nodes, before the nodes', () => {
    const base = randomDocument(7, 40);
    const ids = base.nodes.slice(0, 3).map(({ id }) => id);
    const result = groupNodes(base, ids, 'Encoder');
    if ('refused' in result) throw new Error(result.refused);
    const doc = applyDiff(base, result);
    const [first] = findItems(doc, null, 'encod');
    expect(first).toMatchObject({ kind: 'group', title: 'Encoder', members: ids });
    expect(findItems(doc, null, '').some(({ kind }) => kind === 'group')).toBe(true);
    expect(findItems(base, null, 'encod').some(({ kind }) => kind === 'group')).toBe(false);
  });
});

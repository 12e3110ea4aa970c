import { describe, expect, it } from 'vitest';
import { parseValueQuery } from '../../../src/app/find/byValue';
import { findItems } from '../../../src/app/find/findItems';
import { backward, compile, contributions, forward, readNumbers } from '../../../src/engine';
import { groupNodes } from '../../../src/model/commands/groups';
import { addNote } from '../../../src/model/commands/notes';
import { applyDiff } from '../../../src/model/diff';
import { edgeById, isWeighted, shapeOfEdge } from '../../../src/model/document';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { NetworkDocument } from '../../../src/model/types';
import type { Passes } from '../../../src/store/run';
import { example } from '../examples';
import { randomDocument } from '../model/documents';

function passesOf(doc: NetworkDocument): Passes {
  const spec = toNetworkSpec(doc);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const back = backward(plan, numbers, trace);
  const handed = contributions(plan, numbers, trace, back);
  return { revision: 1, layout: plan.layout, forward: trace, backward: back, contributions: handed };
}

function weightAt(doc: NetworkDocument, address: string): number {
  const [, id, row, col] = /^(\w+)\[(\d+),(\d+)\]$/.exec(address) ?? [];
  const edge = edgeById(doc, id);
  if (!edge) throw new Error(`no edge of ${address}`);
  return edge.weight?.[Number(row) * shapeOfEdge(doc, edge).cols + Number(col)] ?? Number.NaN;
}

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

describe('finding in an example', () => {
  const doc = example('two-routes');
  const passes = passesOf(doc);
  const titles = (text: string, given: Passes | null = passes) => findItems(doc, given, text).map(({ title }) => title);
  const nodes = (text: string) =>
    findItems(doc, passes, text).flatMap((item) => (item.kind === 'node' ? [item.id] : []));

  it('puts the address that is meant first', () => {
    expect(titles('w11')[0]).toBe('w11[0,0]');
    expect(titles('W11[0,0]')[0]).toBe('w11[0,0]');
    expect(titles('n1.bias')[0]).toBe('n1.bias[0]');
    expect(findItems(doc, passes, 'n1')[0]).toMatchObject({ kind: 'node', id: 'n1' });
    expect(titles('w11').filter((title) => title === 'w11[0,0]').length).toBe(1);
  });
  it('finds nodes by their kind and by what they compute', () => {
    const of = (kind: string) => doc.nodes.filter((node) => node.kind === kind).map(({ id }) => id);
    expect(nodes('loss')).toEqual(of('loss'));
    expect(nodes('input')).toEqual(of('input'));
    expect(nodes('neuron')).toEqual(of('layer'));
    expect(nodes('sigmoid')).toEqual(
      doc.nodes.flatMap((n) => (n.kind === 'layer' && n.activation === 'sigmoid' ? [n.id] : [])),
    );
    expect(nodes('relu')).toEqual([]);
  });
  it('finds extremes by any of their names', () => {
    expect(titles('biggest gradient')).toEqual(titles('largest gradients'));
    const sizes = (text: string) =>
      findItems(doc, passes, text).flatMap((item) =>
        item.kind === 'param' ? [Math.abs(weightAt(doc, item.address))] : [],
      );
    const smallest = sizes('smallest weight');
    expect(smallest).toEqual([...smallest].sort((a, b) => a - b));
    expect(smallest.length).toBe(doc.edges.filter((edge) => isWeighted(doc, edge)).length);
    expect(titles('largest bias').every((title) => title.includes('.bias'))).toBe(true);
    expect(titles('largest activation').length).toBe(doc.nodes.filter(({ kind }) => kind !== 'loss').length);
    // Of what is hidden nothing is told.
    expect(titles('largest activation', null)).toEqual([]);
  });
  it('takes a number for a weight of that value', () => {
    const weights = doc.edges.filter((edge) => edge.weight?.[0] === 0.5).map(({ id }) => `${id}[0,0]`);
    expect(weights.length).toBeGreaterThan(0);
    expect(titles('0.5')).toEqual(weights);
    expect(titles('.50')).toEqual(weights);
    expect(titles('0.123')).toEqual([]);
  });
  it('finds notes by their text', () => {
    const result = addNote(doc, 'Two routes: $w_{21}$\nand more', 0, 0);
    if ('refused' in result) throw new Error(result.refused);
    const noted = applyDiff(doc, result);
    expect(findItems(noted, null, 'routes')[0]).toMatchObject({ kind: 'note', title: 'Two routes: $w_{21}$' });
    expect(findItems(noted, null, 'and more').some(({ kind }) => kind === 'note')).toBe(true);
  });
});

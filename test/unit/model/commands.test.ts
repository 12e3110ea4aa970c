import { describe, expect, it } from 'vitest';
import { compile, createRandom, forward, readNumbers } from '../../../src/engine';
import { copyText, pasteText } from '../../../src/model/commands/clipboard';
import { canConnect, connect, setTie } from '../../../src/model/commands/connect';
import { addNode, rename, setActivation, setSize } from '../../../src/model/commands/nodes';
import { setNumbers, setWeight } from '../../../src/model/commands/numbers';
import { removeBias, removeMany, removeWeight } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import { setParams } from '../../../src/model/commands/train';
import { applyDiff, invertDiff, mergeDiffs } from '../../../src/model/diff';
import {
  edgeById,
  emptyDocument,
  isWeighted,
  matrixOf,
  nodeById,
  ownerOf,
  shapeOfEdge,
} from '../../../src/model/document';
import * as History from '../../../src/model/history';
import { serialize } from '../../../src/model/serialize';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { Diff, NetworkDocument } from '../../../src/model/types';
import { randomCommand, randomDocument } from './documents';

function must(result: CommandResult): Diff {
  if ('refused' in result) throw new Error(result.refused);
  return result;
}
function apply(doc: NetworkDocument, ...commands: ((doc: NetworkDocument) => CommandResult)[]): NetworkDocument {
  return commands.reduce((now, command) => applyDiff(now, must(command(now))), doc);
}
const at = { x: 0, y: 0 };

describe('commands', () => {
  it('are undone to the same bytes, and redone to the same bytes, on random documents', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const random = createRandom(seed);
      let doc = emptyDocument();
      let history = History.emptyHistory();
      const texts = [serialize(doc)];
      for (let i = 0; i < 50; i++) {
        const result = randomCommand(doc, random);
        if ('refused' in result || result.length === 0) continue;
        doc = applyDiff(doc, result);
        history = History.push(history, result, { label: '', gesture: null });
        texts.push(serialize(doc));
      }
      for (let i = texts.length - 2; i >= 0; i--) {
        const step = History.undo(history);
        if (!step) throw new Error('nothing to undo');
        doc = applyDiff(doc, invertDiff(step.diff));
        history = step.history;
        expect(serialize(doc), `seed ${seed} step ${i}`).toBe(texts[i]);
      }
      expect(History.undo(history)).toBe(null);
      for (let i = 1; i < texts.length; i++) {
        const step = History.redo(history);
        if (!step) throw new Error('nothing to redo');
        doc = applyDiff(doc, step.diff);
        history = step.history;
        expect(serialize(doc)).toBe(texts[i]);
      }
    }
  });

  it('always leave a network that compiles', () => {
    for (let seed = 100; seed <= 200; seed++) {
      const random = createRandom(seed);
      let doc = emptyDocument();
      for (let i = 0; i < 50; i++) {
        const result = randomCommand(doc, random);
        if ('refused' in result) expect(result.refused).toMatch(/^[^\n]{5,200}\.$/);
        else doc = applyDiff(doc, result);
        expect(() => compile(toNetworkSpec(doc)), `seed ${seed} step ${i}`).not.toThrow();
      }
    }
  });

  it('copy and paste: a copy runs like its original, under ids of its own, and is undone', () => {
    for (let seed = 300; seed <= 360; seed++) {
      const doc = randomDocument(seed);
      const all = new Set(doc.nodes.map((node) => node.id));
      const text = copyText(doc, all);
      if (typeof text !== 'string') throw new Error(text.refused);
      const { result, nodes } = pasteText(doc, text, { x: 5, y: 5 });
      const diff = must(result);
      const twice = applyDiff(doc, diff);
      expect(nodes.length).toBe(doc.nodes.length);
      expect(new Set([...twice.nodes, ...twice.edges].map(({ id }) => id)).size).toBe(
        2 * (doc.nodes.length + doc.edges.length),
      );
      const loss = (network: NetworkDocument) => {
        const spec = toNetworkSpec(network);
        const plan = compile(spec);
        return forward(plan, readNumbers(plan, spec)).loss;
      };
      expect(loss(twice)).toBeCloseTo(2 * loss(doc), 8);
      expect(serialize(applyDiff(twice, invertDiff(diff)))).toBe(serialize(doc));
    }
    expect(pasteText(emptyDocument(), 'hello', { x: 0, y: 0 }).result).toHaveProperty('refused');
  });

  it('paste a network that was mailed, with what is written around it', () => {
    for (let seed = 300; seed <= 320; seed++) {
      const doc = randomDocument(seed);
      const text = copyText(doc, new Set(doc.nodes.map((node) => node.id)));
      if (typeof text !== 'string') throw new Error(text.refused);
      const plain = pasteText(emptyDocument(), text, at).result;
      for (const [before, after] of [
        ['Hi,\n\nhere it is:\n', '\n\nBest,\nA.\n'],
        ['a {gradpath} { of "mine: ', ' } '],
        ['{"note": "see }"} ', '{}'],
      ]) {
        expect(pasteText(emptyDocument(), before + text + after, at).result).toEqual(plain);
      }
    }
    expect(pasteText(emptyDocument(), `${'{'.repeat(5000)}gradpath`, at).result).toHaveProperty('refused');
  });

  it('refuse cycles, doubled edges, misfits, each with its reason', () => {
    const doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', size: 2, position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => addNode(d, { kind: 'op', op: 'add', position: at }),
      (d) => addNode(d, { kind: 'loss', loss: 'mse', position: at }),
      (d) => connect(d, { source: 'x1', target: 'n1' }),
      (d) => connect(d, { source: 'n1', target: 'n2' }),
      (d) => connect(d, { source: 'n2', target: 'add1' }),
    );
    const reason = (source: string, target: string) => {
      const verdict = canConnect(doc, source, target);
      return verdict.ok ? 'fits' : verdict.reason;
    };
    expect(reason('n2', 'n1')).toContain('cycle');
    expect(reason('n1', 'n1')).toContain('cycle');
    expect(reason('x1', 'n1')).toContain('already an edge');
    expect(reason('n1', 'x1')).toContain('input');
    expect(reason('L1', 'n1')).toContain('loss');
    expect(reason('x1', 'add1')).toContain('2');
    expect(reason('n1', 'L1')).toBe('fits');
  });

  it('keep what is common of a matrix when a layer is resized', () => {
    let doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', size: 4, position: at }),
      (d) => addNode(d, { kind: 'layer', size: 3, position: at, id: 'h' }),
      (d) => connect(d, { source: 'x1', target: 'h', id: 'w' }),
      (d) => setWeight(d, 'w', 1, 2, 42),
    );
    // 3 x 4 → 3 x 6 → 2 x 6: the number of entries alone would not tell the shape.
    doc = apply(doc, (d) => setSize(d, 'x1', 6));
    expect(edgeById(doc, 'w')?.weight?.[1 * 6 + 2]).toBe(42);
    doc = apply(doc, (d) => setSize(d, 'h', 2));
    expect(edgeById(doc, 'w')?.weight?.length).toBe(12);
    expect(edgeById(doc, 'w')?.weight?.[1 * 6 + 2]).toBe(42);
  });

  it('leave every unit that stays its target and its column, whichever source goes or grows', () => {
    for (let seed = 1; seed <= 80; seed++) {
      const random = createRandom(seed);
      const count = 2 + random.below(4);
      const sizes = Array.from({ length: count }, () => 1 + random.below(3));
      // Two concats in a row, a layer and a loss behind them; the file's order of nodes is turned around for odd seeds.
      let doc = apply(
        emptyDocument(),
        (d) => addNode(d, { kind: 'loss', loss: 'mse', position: at, id: 'L' }),
        (d) => addNode(d, { kind: 'layer', size: 2, position: at, id: 'h' }),
        (d) => addNode(d, { kind: 'op', op: 'concat', position: at, id: seed % 2 ? 'outer' : 'inner' }),
        (d) => addNode(d, { kind: 'op', op: 'concat', position: at, id: seed % 2 ? 'inner' : 'outer' }),
        ...sizes.map(
          (size, i) => (d: NetworkDocument) => addNode(d, { kind: 'input', size, position: at, id: `s${i}` }),
        ),
        ...sizes.map((_, i) => (d: NetworkDocument) => connect(d, { source: `s${i}`, target: 'inner' })),
        (d) => connect(d, { source: 's1', target: 'outer' }),
        (d) => connect(d, { source: 'inner', target: 'outer' }),
        (d) => connect(d, { source: 'outer', target: 'h', id: 'w' }),
        (d) => connect(d, { source: 'outer', target: 'L' }),
      );
      // Every number says to which unit of which source it belongs: 100 (source + 1) + unit, through the inner concat 5000 more.
      const names = (left: readonly number[], now: readonly number[]) => [
        ...(left.includes(1) ? Array.from({ length: now[1] }, (_, u) => 200 + u) : []),
        ...left.flatMap((i) => Array.from({ length: now[i] }, (_, u) => 5000 + 100 * (i + 1) + u)),
      ];
      const everything = sizes.map((_, i) => i);
      const marks = names(everything, sizes);
      doc = apply(
        doc,
        (d) => setNumbers(d, { of: 'target', id: 'L' }, 0, marks),
        (d) => setNumbers(d, { of: 'weight', id: 'w' }, 0, [...marks, ...marks.map((mark) => -mark)]),
      );
      const expectKept = (result: NetworkDocument, left: readonly number[], now: readonly number[]) => {
        const expected = names(left, now).map((mark) => (marks.includes(mark) ? mark : 0));
        const loss = nodeById(result, 'L');
        expect(loss?.kind === 'loss' && Array.from(loss.target), `seed ${seed}`).toEqual(expected);
        const weight = Array.from(edgeById(result, 'w')?.weight ?? []);
        expect(weight.length).toBe(2 * expected.length);
        expected.forEach((mark, col) => {
          if (mark === 0) return;
          expect(weight[col], `seed ${seed}`).toBe(mark);
          expect(weight[expected.length + col], `seed ${seed}`).toBe(-mark);
        });
      };
      const gone = random.below(count);
      const left = everything.filter((i) => i !== gone);
      const removal = must(removeMany(doc, [`s${gone}`]));
      expectKept(applyDiff(doc, removal), left, sizes);
      expect(serialize(applyDiff(applyDiff(doc, removal), invertDiff(removal)))).toBe(serialize(doc));
      const grown = sizes.map((size, i) => (i === gone ? 1 + random.below(4) : size));
      expectKept(
        apply(doc, (d) => setSize(d, `s${gone}`, grown[gone])),
        everything,
        grown,
      );
    }
  });

  it('refuse what would not fit into memory', () => {
    const doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'layer', size: 10_000, position: at, id: 'a' }),
      (d) => addNode(d, { kind: 'layer', size: 10_000, position: at, id: 'b' }),
    );
    expect(connect(doc, { source: 'a', target: 'b' })).toEqual({
      refused: 'A matrix of 10000 × 10000 weights is too large.',
    });
    expect(setActivation(doc, ['a'], 'softmax')).toEqual({
      refused: 'The network would have 100,000,000 connections, more than the 50,000,000 that fit.',
    });
  });

  it('paste beside an id that is as long as ids can be', () => {
    const id = 'a'.repeat(64);
    const doc = apply(emptyDocument(), (d) => addNode(d, { kind: 'input', position: at, id }));
    const text = copyText(doc, new Set([id]));
    if (typeof text !== 'string') throw new Error(text.refused);
    expect(pasteText(doc, text, at).nodes).toEqual([`${'a'.repeat(54)}1`]);
  });

  it('take one weight out of a matrix, shared or not, and the edge with its last one; each is undone', () => {
    let removed = 0;
    for (let seed = 1; seed <= 100; seed++) {
      const random = createRandom(seed);
      let doc = randomDocument(seed, 30);
      for (const { id } of doc.edges) {
        const first = edgeById(doc, id);
        if (!first || !isWeighted(doc, first)) continue;
        const { rows, cols } = shapeOfEdge(doc, first);
        const own = (now: NetworkDocument) => ownerOf(now, edgeById(now, id) ?? first);
        const present = () => [...Array(rows * cols).keys()].filter((k) => own(doc).mask?.[k] !== 0);
        while (edgeById(doc, id)) {
          const there = present();
          const at = there[random.below(Math.max(1, there.length))] ?? 0;
          const before = doc;
          const result = removeWeight(doc, id, Math.floor(at / cols), at % cols);
          if ('refused' in result) throw new Error(result.refused);
          doc = applyDiff(doc, result);
          expect(serialize(applyDiff(doc, invertDiff(result)))).toBe(serialize(before));
          if (there.length > 1) {
            expect(present()).toEqual(there.filter((k) => k !== at));
            expect(own(doc).weight).toEqual(own(before).weight);
            expect(doc.edges.length).toBe(before.edges.length);
          } else expect(edgeById(doc, id)).toBeUndefined();
          removed += 1;
          // A few of each; all of the small ones.
          if (there.length > 12 || random.next() < 0.2) break;
        }
      }
      compile(toNetworkSpec(doc));
    }
    expect(removed).toBeGreaterThan(100);
  });
  it('take the bias of a single unit away, and refuse to take one of several', () => {
    let [taken, refused] = [0, 0];
    for (let seed = 1; seed <= 60; seed++) {
      const doc = randomDocument(seed, 30);
      for (const node of doc.nodes) {
        if (node.kind !== 'layer' || node.bias === null) continue;
        const result = removeBias(doc, node.id, 0);
        if (node.size > 1) {
          expect(result).toMatchObject({ refused: expect.stringContaining(`${node.id}.bias[0]`) });
          refused += 1;
          continue;
        }
        const after = applyDiff(doc, must(result));
        expect(nodeById(after, node.id)).toEqual({ ...node, bias: null });
        expect(serialize(applyDiff(after, invertDiff(must(result))))).toBe(serialize(doc));
        taken += 1;
      }
    }
    expect([taken > 10, refused > 10]).toEqual([true, true]);
  });
  it('pass a shared matrix on when its owner goes', () => {
    let doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => connect(d, { source: 'x1', target: 'n1', id: 'a' }),
      (d) => connect(d, { source: 'n1', target: 'n2', id: 'b' }),
      (d) => connect(d, { source: 'n2', target: 'n3', id: 'c' }),
      (d) => setTie(d, 'b', 'a'),
      (d) => setTie(d, 'c', 'a'),
      (d) => setWeight(d, 'c', 0, 0, 7),
    );
    expect(edgeById(doc, 'a')?.weight?.[0]).toBe(7);
    doc = apply(doc, (d) => removeMany(d, ['a']));
    const b = edgeById(doc, 'b');
    expect(b?.weight?.[0]).toBe(7);
    expect(edgeById(doc, 'c')?.tiedTo).toBe('b');
    expect(b && matrixOf(doc, b)?.[0]).toBe(7);
  });

  it('rename with everything that names it', () => {
    const doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => connect(d, { source: 'x1', target: 'n1', id: 'w' }),
      (d) => rename(d, 'n1', 'hidden'),
      (d) => rename(d, 'w', 'weight_1'),
    );
    expect(edgeById(doc, 'weight_1')?.target).toBe('hidden');
    expect(nodeById(doc, 'n1')).toBeUndefined();
    expect(rename(doc, 'hidden', 'x1')).toEqual({ refused: 'The id x1 is taken.' });
    expect(rename(doc, 'hidden', '1x')).toHaveProperty('refused');
  });

  it('take over no parameter that is not finite', () => {
    const doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => connect(d, { source: 'x1', target: 'n1', id: 'w' }),
    );
    const { layout } = compile(toNetworkSpec(doc));
    expect(layout).toMatchObject({ biases: { n1: { offset: 0 } }, weights: { w: { offset: 1 } } });
    for (const value of [Number.POSITIVE_INFINITY, Number.NaN]) {
      expect(setParams(doc, layout, Float64Array.of(value, 1))).toEqual({
        refused: 'A bias of n1 would not be finite: a smaller learning rate may help.',
      });
      expect(setParams(doc, layout, Float64Array.of(1, value))).toEqual({
        refused: 'A weight of w would not be finite: a smaller learning rate may help.',
      });
    }
  });

  it('of one gesture are one step that does not grow', () => {
    let doc = apply(
      emptyDocument(),
      (d) => addNode(d, { kind: 'input', position: at }),
      (d) => addNode(d, { kind: 'layer', position: at }),
      (d) => connect(d, { source: 'x1', target: 'n1', id: 'w' }),
    );
    const before = serialize(doc);
    let history = History.emptyHistory();
    for (let i = 1; i <= 200; i++) {
      const diff = must(setWeight(doc, 'w', 0, 0, i));
      doc = applyDiff(doc, diff);
      history = History.push(history, diff, { label: 'drag', gesture: 'g' });
    }
    expect(history.past.length).toBe(1);
    expect(history.past[0].diff.length).toBe(1);
    expect(serialize(applyDiff(doc, invertDiff(history.past[0].diff)))).toBe(before);
    expect(mergeDiffs(history.past[0].diff, history.past[0].diff).length).toBe(1);
  });

  it('old steps give way to the byte budget, and say so', () => {
    let doc = apply(emptyDocument(), (d) => addNode(d, { kind: 'input', size: 1000, position: at }));
    let history = History.emptyHistory();
    for (let i = 2; i < 8; i++) {
      const diff = must(setSize(doc, 'x1', 1000 + i));
      doc = applyDiff(doc, diff);
      history = History.push(history, diff, { label: String(i), gesture: null }, 40_000);
    }
    expect(history.dropped).toBeGreaterThan(0);
    expect(history.past.length).toBeGreaterThan(0);
    expect(history.past.length).toBeLessThan(6);
    expect(history.past.at(-1)?.label).toBe('7');
  });

  it('where a history stands is told apart from where it has been, whatever was dropped, undone and redone', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const random = createRandom(seed);
      let doc = apply(emptyDocument(), (d) => addNode(d, { kind: 'input', size: 400, position: at }));
      let history = History.emptyHistory();
      const seen = [{ place: History.placeOf(history), text: serialize(doc) }];
      for (let i = 0; i < 40; i++) {
        const step = random.next() < 0.5 ? null : random.next() < 0.7 ? History.undo(history) : History.redo(history);
        if (step) {
          const undone = step.history.past.length < history.past.length;
          doc = applyDiff(doc, undone ? invertDiff(step.diff) : step.diff);
          history = step.history;
        } else {
          const diff = must(setSize(doc, 'x1', 401 + i));
          doc = applyDiff(doc, diff);
          history = History.push(history, diff, { label: String(i), gesture: null }, 20_000);
        }
        const now = { place: History.placeOf(history), text: serialize(doc) };
        // What looks saved is what was saved.
        for (const then of seen) if (then.place === now.place) expect(now.text, `seed ${seed}`).toBe(then.text);
        seen.push(now);
      }
    }
  });
});

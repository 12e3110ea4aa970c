import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DECADES, scalePosition, widthAt } from '../../../src/canvas/colour';
import { MARK } from '../../../src/canvas/edges/classes';
import { placeLabels } from '../../../src/canvas/edges/labelPlaces';
import { lineMarks } from '../../../src/canvas/edges/lineMarks';
import { lineValues, UNDEFINED } from '../../../src/canvas/edges/lineValues';
import { lookOf } from '../../../src/canvas/edges/looks';
import { curveBetween, overlaps, pointAt } from '../../../src/canvas/geometry';
import { marksOf } from '../../../src/canvas/marks';
import {
  backward,
  compile,
  contributions,
  createRandom,
  flowOf,
  forward,
  parseAddress,
  readNumbers,
  sweepPaths,
  tracePaths,
} from '../../../src/engine';
import { setNumbers } from '../../../src/model/commands/numbers';
import { applyDiff } from '../../../src/model/diff';
import { openText } from '../../../src/model/parse';
import { toNetworkSpec } from '../../../src/model/toNetworkSpec';
import type { Colouring, SessionState } from '../../../src/store/session';
import { formatValue } from '../../../src/ui/format';
import { drawn } from './drawn';

function run(name: string, address: string) {
  const opened = openText(
    readFileSync(join(import.meta.dirname, `../../../resources/examples/${name}.gradpath`), 'utf8'),
  );
  if (!opened.ok) throw new Error(opened.error.message);
  const spec = toNetworkSpec(opened.document);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  const back = backward(plan, numbers, trace);
  const sweep = sweepPaths(plan, numbers, trace, back);
  const param = parseAddress(plan.layout, address);
  const passes = {
    revision: 1,
    layout: plan.layout,
    forward: trace,
    backward: back,
    contributions: contributions(plan, numbers, trace, back),
  };
  return {
    doc: opened.document,
    passes,
    trace: { revision: 1, address, trace: tracePaths(sweep, param, 20), flow: flowOf(sweep, param) },
  };
}

type Run = ReturnType<typeof run>;

/** How the first line of an edge is marked. */
function edgeMarks(
  { doc, passes, trace }: Omit<Run, 'trace'> & { trace: Run['trace'] | null },
  hovered: number | null,
) {
  const { elements, frames } = drawn(doc);
  const marks = lineMarks(passes, trace, hovered, elements);
  const { values, maxAbs } = lineValues({ doc, passes, trace, colouring: 'gradient', known: null }, elements);
  const shared = {
    doc,
    table: elements,
    frames,
    values,
    maxAbs,
    widths: null,
    marks,
    place: null,
    hideBelow: 0,
    labels: { spots: new Map(), window: null },
  };
  return (id: string) => {
    const group = elements.groups[elements.byEdge.get(id) as number];
    return lookOf({ ...shared, colouring: 'gradient' }, group, group.first, false).mark;
  };
}

describe('the colour scale', () => {
  it('is odd, monotone, 0 at 0 and below its decades, ±1 at the ends, on random values', () => {
    const random = createRandom(5);
    for (let i = 0; i < 500; i++) {
      const most = 10 ** (random.next() * 8 - 4);
      const a = most * 10 ** (-random.next() * (DECADES + 1));
      const b = a * (1 + random.next());
      expect(scalePosition(-a, most)).toBe(-scalePosition(a, most));
      expect(scalePosition(b, most)).toBeGreaterThanOrEqual(scalePosition(a, most));
      expect(scalePosition(2 * most, most)).toBe(1);
      expect(scalePosition(most * 10 ** -(DECADES + 0.5), most)).toBe(0);
      expect(widthAt(scalePosition(b, most))).toBeGreaterThanOrEqual(widthAt(scalePosition(a, most)));
    }
    expect(scalePosition(0, 1)).toBe(0);
    expect(scalePosition(Number.NaN, 1)).toBe(0);
    expect(scalePosition(3, 0)).toBe(0);
  });
});

describe('labels', () => {
  it('touch neither each other nor a node, on random layouts', () => {
    const random = createRandom(9);
    for (let round = 0; round < 50; round++) {
      const nodes = Array.from({ length: 8 }, () => ({
        x: random.next() * 1200,
        y: random.next() * 700,
        width: 168,
        height: 92,
      }));
      const requests = Array.from({ length: 12 }, (_, i) => ({
        id: i,
        curve: curveBetween(
          { x: random.next() * 600, y: random.next() * 700 },
          { x: 600 + random.next() * 600, y: random.next() * 700 },
        ),
        width: 80,
        height: 34,
      }));
      const placed = placeLabels(
        requests.map(({ curve, ...request }) => {
          const at = (t: number) => pointAt(curve, t);
          const pieces = Array.from({ length: 17 }, (_, k) => at(k / 16)).flatMap(({ x, y }) => [x, y]);
          return { ...request, at, pieces };
        }),
        nodes,
      );
      const boxes = requests.flatMap(({ id, width, height }) => {
        const spot = placed.get(id);
        if (!spot) return [];
        const { x, y } = spot;
        return [{ x: x - width / 2, y: y - height / 2, width, height }];
      });
      boxes.forEach((box, i) => {
        for (const node of nodes) expect(overlaps(box, node)).toBe(false);
        for (const other of boxes.slice(i + 1)) expect(overlaps(box, other)).toBe(false);
      });
    }
  });
});

describe('what colours an edge', () => {
  const { doc, passes, trace } = run('two-routes', 'w11[0,0]');
  const value = (id: string, colouring: Colouring, known: SessionState['known'] = null) => {
    const { elements } = drawn(doc);
    const { values } = lineValues({ doc, passes, trace, colouring, known }, elements);
    const found = values[elements.groups[elements.byEdge.get(id) as number].first];
    return found === UNDEFINED ? null : found;
  };
  it('is told and drawn as it is, however large or small: networks explode and vanish', () => {
    for (const scale of [1e-200, 1e-50, 1, 1e40, 1e200]) {
      const result = setNumbers(doc, { of: 'weight', id: 'w11' }, 0, [-1.234 * scale]);
      if ('refused' in result) throw new Error(result.refused);
      const changed = applyDiff(doc, result);
      const { elements, frames } = drawn(changed);
      const group = elements.groups[elements.byEdge.get('w11') as number];
      const { values } = lineValues({ doc: changed, passes, trace, colouring: 'weight', known: null }, elements);
      expect(values[group.first]).toBe(-1.234 * scale);
      const marks = { marks: null, starts: [], factors: [] };
      const shown = { doc: changed, table: elements, frames, values, maxAbs: 1.234 * scale, widths: null };
      const labels = { spots: new Map(), window: null };
      const input = { ...shown, marks, place: null, hideBelow: 0, labels, colouring: 'contribution' } as const;
      const look = lookOf(input, group, group.first, true);
      expect([look.position, look.label?.[1]]).toEqual([-1, `w·δ ${formatValue(-1.234 * scale)}`]);
    }
  });
  it('is the named quantity', () => {
    expect(value('w11', 'gradient')).toBeCloseTo(-0.07677932289876917, 7);
    expect(value('e1', 'gradient')).toBe(null);
    expect(value('w21', 'weight')).toBe(1.5);
    expect(value('w21', 'activation')).toBeCloseTo(0.6224593312018546, 7);
    expect(value('w21', 'contribution')).toBeCloseTo(1.5 * -0.05715580396083096, 7);
    expect(value('w21', 'flow')).toBeCloseTo(-0.040295478313985625, 7);
    expect(value('w12', 'flow')).toBe(0);
  });
  it('is the value that is no number, wherever in a matrix it stands', () => {
    const mazur = run('mazur-2-2-2', 'w1[0,0]');
    const offset = mazur.passes.layout.weights.w2.offset;
    for (let k = 0; k < 4; k++) {
      const gradient = mazur.passes.backward.gradient.slice();
      gradient[offset + k] = Number.NaN;
      const passes = { ...mazur.passes, backward: { ...mazur.passes.backward, gradient } };
      const input = { doc: mazur.doc, passes, trace: null, colouring: 'gradient' as const, known: null };
      const { elements } = drawn(mazur.doc, 'block');
      const { values, maxAbs } = lineValues(input, elements);
      expect(values[elements.groups[elements.byEdge.get('w2') as number].first], `entry ${k}`).toBeNaN();
      expect(maxAbs).toBeGreaterThan(0);
    }
  });
  it('is, as path flow, the gradient at the start and across every cut', () => {
    const gradient = value('w11', 'gradient') as number;
    expect(value('w11', 'flow')).toBeCloseTo(gradient, 7);
    for (const cut of [
      ['w21', 'w31'],
      ['e1', 'e2'],
      ['w21', 'e2'],
    ]) {
      expect(cut.reduce((sum, id) => sum + (value(id, 'flow') as number), 0)).toBeCloseTo(gradient, 7);
    }
  });
  it('is blank until the player has come to it', () => {
    expect(value('w21', 'gradient', new Map())).toBe(null);
    expect(value('w21', 'weight', new Map())).toBe(1.5);
    expect(value('w21', 'gradient', new Map([['n2', new Set(['gradient'] as const)]]))).not.toBe(null);
    expect(value('w21', 'contribution', new Map([['n2', new Set(['z', 'a', 'dLda'] as const)]]))).toBe(null);
    expect(value('w21', 'contribution', new Map([['n2', new Set(['dLda', 'dLdz'] as const)]]))).not.toBe(null);
    expect(value('w11', 'activation', new Map())).toBe(2);
    expect(value('e1', 'activation', new Map([['n1', new Set(['z', 'a'] as const)]]))).toBe(null);
    expect(value('e1', 'activation', new Map([['n2', new Set(['z', 'a'] as const)]]))).not.toBe(null);
  });
  it('owes its scale, which keeps still, until all that may set it are known', () => {
    const { elements } = drawn(doc);
    const scale = (nodes: readonly string[] | null, colouring: Colouring = 'gradient') => {
      const known = nodes && new Map(nodes.map((id) => [id, new Set(['gradient'] as const)]));
      return lineValues({ doc, passes, trace, colouring, known }, elements);
    };
    expect(scale([]).owed).toBe(true);
    expect(scale(['n3', 'n2']).owed).toBe(true);
    expect(scale(['n3', 'n2', 'n1']).owed).toBe(false);
    expect(scale(null).owed).toBe(false);
    expect(scale([], 'weight').owed).toBe(false);
    expect(scale([]).maxAbs).toBe(scale(null).maxAbs);
  });
  it('tied weights start at every use', () => {
    const tied = run('tied-weights', 'u[0,0]');
    const marks = marksOf(tied.passes, tied.trace, null);
    expect(['u', 'u2', 'u3'].map(edgeMarks(tied, null))).toEqual(['start', 'start', 'start']);
    expect(['x1', 'x2', 'h1', 'L'].map(marks.node)).toEqual(['lit', 'lit', 'lit', 'lit']);
  });
});

describe('marks', () => {
  it('light the paths, set the rest aside, and show one path with its factors', () => {
    const found = run('two-routes', 'w11[0,0]');
    const { passes, trace } = found;
    expect(['w11', 'w12', 'w21', 'w31', 'e1', 'e2'].map(edgeMarks(found, null))).toEqual([
      'start',
      'aside',
      'lit',
      'lit',
      'lit',
      'lit',
    ]);
    const one = marksOf(passes, trace, 1);
    expect(['w11', 'w21', 'w31', 'e1', 'e2'].map(edgeMarks(found, 1))).toEqual([
      'start',
      'aside',
      'lit',
      'aside',
      'lit',
    ]);
    const { elements } = drawn(found.doc);
    const { factors } = lineMarks(passes, trace, 1, elements);
    const factorOf = (id: string) =>
      factors.find(({ line }) => line === elements.groups[elements.byEdge.get(id) as number].first)?.value;
    expect(factorOf('w31')).toBe(-2);
    expect(factorOf('w11')).toBe(2);
    expect(one.nodeFactor('n3')?.kind).toBe('activation');
    expect(edgeMarks({ ...found, trace: null }, null)('w11')).toBe('plain');
  });
  it('of a cut leave its edges and the start lit, and nothing else', () => {
    const { doc, passes, trace } = run('two-routes', 'w11[0,0]');
    const { elements } = drawn(doc);
    const { marks, starts } = lineMarks(passes, trace, null, elements, ['e1', 'e2']);
    const level = (id: string) => marks?.[elements.groups[elements.byEdge.get(id) as number].first];
    expect(['w11', 'w12', 'w21', 'w31', 'e1', 'e2'].map(level)).toEqual([
      MARK.lit,
      MARK.aside,
      MARK.aside,
      MARK.aside,
      MARK.lit,
      MARK.lit,
    ]);
    expect(starts.length).toBe(1);
  });
  it('show what a unit step blocks as blocked', () => {
    const found = run('forward-step', 'w11[0,0]');
    expect(['w11', 'w21', 'v1', 'e1'].map(edgeMarks(found, null))).toEqual(['start', 'aside', 'blocked', 'blocked']);
  });
});

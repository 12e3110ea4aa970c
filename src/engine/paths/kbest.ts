/**
 * The largest paths in order, without listing the others: the recursive enumeration algorithm (Jiménez & Marzal 1999) on
 * products. Every visited point keeps its best paths found so far and a heap of candidates; the (k+1)-th best of a point
 * asks only the successor whose candidate was taken last for its next one. SPEC: P8, P9.
 */
import { Heap } from '../heap';
import type { PlanEdge } from '../plan';
import { eachSuccessor, isEnd, type PathGraph, pointName } from './points';
import type { PathStart } from './starts';
import { keyOf, type PathSweep } from './sweep';

interface Step {
  readonly to: number;
  readonly key: number;
  readonly factor: number;
  readonly edge: PlanEdge | null;
  readonly row: number;
}

/** A path from a point: its first step, which of the successor's paths follows, and the key of the whole. */
interface Entry {
  readonly step: number;
  readonly rank: number;
  readonly key: number;
}

interface PointState {
  readonly steps: readonly Step[];
  readonly found: Entry[];
  readonly heap: Heap<Entry>;
  /** The entry found last, whose successor has not been asked for its next path yet. */
  pending: Entry | null;
}

/** A path as the points it runs through and what stands between them. */
export interface RawPath {
  readonly start: PathStart;
  readonly points: readonly number[];
  readonly steps: readonly Step[];
}

const END: Entry = { step: -1, rank: 0, key: 0 };

/** Yields live paths of a parameter, the largest |product| first, equal ones in the order of their unit names. */
export function* largestPaths(sweep: PathSweep, starts: readonly PathStart[]): Generator<RawPath> {
  const { graph, bound } = sweep;
  const states = new Map<number, PointState>();

  function stateOf(steps: readonly Step[]): PointState {
    const entries: Entry[] = [];
    steps.forEach((step, index) => {
      if (step.key > -Infinity && bound[step.to] > -Infinity) {
        entries.push({ step: index, rank: 0, key: step.key + bound[step.to] });
      }
    });
    const heap = new Heap<Entry>((a, b) => before(graph, steps, a, b), entries);
    return { steps, found: [], heap, pending: null };
  }

  function stateAt(point: number): PointState {
    let state = states.get(point);
    if (!state) {
      state = stateOf(stepsFrom(graph, point));
      states.set(point, state);
    }
    return state;
  }

  function best(state: PointState, rank: number): Entry | null {
    while (state.found.length <= rank) {
      const last = state.pending;
      if (last) {
        state.pending = null;
        const step = state.steps[last.step];
        const next = bestAt(step.to, last.rank + 1);
        if (next) state.heap.push({ step: last.step, rank: last.rank + 1, key: step.key + next.key });
      }
      const entry = state.heap.pop();
      if (!entry) return null;
      state.found.push(entry);
      state.pending = entry;
    }
    return state.found[rank];
  }

  function bestAt(point: number, rank: number): Entry | null {
    if (isEnd(graph, point)) return rank === 0 ? END : null;
    return best(stateAt(point), rank);
  }

  const root = stateOf(
    starts.map(({ point, factor }) => ({ to: point, key: keyOf(factor), factor, edge: null, row: 0 })),
  );
  for (let rank = 0; ; rank++) {
    const first = best(root, rank);
    if (!first) return;
    const points: number[] = [];
    const steps: Step[] = [];
    let point = root.steps[first.step].to;
    let at = first.rank;
    points.push(point);
    while (!isEnd(graph, point)) {
      const entry = bestAt(point, at) as Entry;
      const step = stateAt(point).steps[entry.step];
      steps.push(step);
      point = step.to;
      at = entry.rank;
      points.push(point);
    }
    yield { start: starts[first.step], points, steps };
  }
}

function stepsFrom(graph: PathGraph, point: number): Step[] {
  const steps: Step[] = [];
  eachSuccessor(graph, point, (to, factor, edge, row) => {
    if (factor !== 0) steps.push({ to, key: keyOf(factor), factor, edge, row });
  });
  return steps;
}

/** Larger key first; then by the name of the next unit; then by the successor's own order. */
function before(graph: PathGraph, steps: readonly Step[], a: Entry, b: Entry): boolean {
  if (a.key !== b.key) return a.key > b.key;
  if (a.step === b.step) return a.rank < b.rank;
  const nameA = pointName(graph, steps[a.step].to) ?? '';
  const nameB = pointName(graph, steps[b.step].to) ?? '';
  return nameA === nameB ? a.step < b.step : nameA < nameB;
}

/**
 * Yields the paths that a zero factor blocks, in the order of their unit names, skipping every part of the graph that
 * holds none. SPEC: P10.
 */
export function* blockedPaths(sweep: PathSweep, starts: readonly PathStart[]): Generator<RawPath> {
  const { graph, structural, live } = sweep;
  const holdsBlocked = (point: number, dead: boolean) =>
    dead ? structural[point] > 0 : structural[point] > live[point];

  function* from(start: PathStart, points: number[], steps: Step[], dead: boolean): Generator<RawPath> {
    const point = points[points.length - 1];
    if (isEnd(graph, point)) {
      yield { start, points: [...points], steps: [...steps] };
      return;
    }
    const next: (Step & { readonly name: string })[] = [];
    eachSuccessor(graph, point, (to, factor, edge, row) => {
      if (holdsBlocked(to, dead || factor === 0)) {
        next.push({ to, key: 0, factor, edge, row, name: pointName(graph, to) ?? '' });
      }
    });
    next.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    for (const step of next) {
      points.push(step.to);
      steps.push(step);
      yield* from(start, points, steps, dead || step.factor === 0);
      points.pop();
      steps.pop();
    }
  }

  const ordered = starts
    .map((start) => ({ start, name: pointName(graph, start.point) ?? '' }))
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const { start } of ordered) {
    if (holdsBlocked(start.point, start.factor === 0)) yield* from(start, [start.point], [], start.factor === 0);
  }
}

/**
 * The largest paths in order, without listing the others: the recursive enumeration algorithm (Jiménez & Marzal 1999) on
 * products, without recursion. Every visited point keeps its best paths found so far and one candidate per first step; its
 * next best path asks only the successor whose candidate was taken last for one more. SPEC: P8, P9.
 */
import type { PlanEdge } from '../plan';
import type { PathFactor } from '../types';
import { type Describer, describer, type RawPath } from './describe';
import { eachSuccessor, isElementwise, isEnd } from './points';
import type { PathStart } from './starts';
import { keyOf, type PathSweep } from './sweep';

/**
 * A step out of a point. One into an elementwise unit goes on to its activation at once: `to` is where a choice comes
 * next, `via` the point entered.
 */
interface Step {
  readonly to: number;
  readonly via: number;
  readonly key: number;
  readonly factor: number;
  readonly edge: PlanEdge | null;
  readonly row: number;
  /** The factor in words, shared by all paths that take the step; made when one does. */
  words: PathFactor | null;
  /** Its present candidate: which of the successor's paths follows, and the key of the whole. */
  rank: number;
  candidate: number;
}

/** A path from a point: its first step, and which of the paths from there follows. */
interface Found {
  readonly step: Step;
  readonly rank: number;
  readonly key: number;
}

interface Station {
  /** Steps by candidate, the largest first: a binary heap. */
  readonly heap: Step[];
  readonly found: Found[];
  /** The step taken last, whose successor has not been asked for its next path yet. It stays on top of the heap. */
  pending: Step | null;
  exhausted: boolean;
}

class Stations {
  private readonly all: (Station | undefined)[];

  constructor(
    private readonly sweep: PathSweep,
    private readonly words: Describer,
  ) {
    this.all = new Array(sweep.bound.length);
  }

  /** The station of a point that is no end. */
  at(point: number): Station {
    this.all[point] ??= this.open((add) => eachSuccessor(this.sweep.graph, point, add));
    return this.all[point] as Station;
  }

  open(list: (add: (to: number, factor: number, edge: PlanEdge | null, row: number) => void) => void): Station {
    const { graph, bound } = this.sweep;
    const { slope, nodeOf, plan } = graph;
    const count = plan.layout.unitCount;
    const heap: Step[] = [];
    list((via, factor, edge, row) => {
      if (factor === 0 || bound[via] === -Infinity) return;
      const passes = via < count && isElementwise(nodeOf[via]);
      const key = keyOf(factor) + (passes ? keyOf(slope[via]) : 0);
      const to = passes ? count + via : via;
      heap.push({ to, via, key, factor, edge, row, words: null, rank: 0, candidate: key + bound[to] });
    });
    for (let i = (heap.length >> 1) - 1; i >= 0; i--) this.sink(heap, i);
    return { heap, found: [], pending: null, exhausted: false };
  }

  /** Larger key first; then by the name of the next unit; then the earlier of the paths behind it. */
  private before(a: Step, b: Step): boolean {
    if (a.candidate !== b.candidate) return a.candidate > b.candidate;
    const nameA = this.words.nameOf(a.via) ?? '';
    const nameB = this.words.nameOf(b.via) ?? '';
    if (nameA !== nameB) return nameA < nameB;
    return a.rank !== b.rank ? a.rank < b.rank : a.row < b.row;
  }

  private sink(heap: Step[], start: number): void {
    const step = heap[start];
    let hole = start;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.before(heap[child + 1], heap[child])) child += 1;
      if (!this.before(heap[child], step)) break;
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = step;
  }

  /** Gives the step on top its next candidate, or takes it out. */
  private renew({ heap }: Station, key: number | null): void {
    if (key === null) {
      const last = heap.pop() as Step;
      if (heap.length === 0) return;
      heap[0] = last;
    } else {
      heap[0].candidate = key;
      heap[0].rank += 1;
    }
    this.sink(heap, 0);
  }

  /** Finds paths of a station until it has one of this rank. False when there are not so many. */
  ensure(first: Station, wanted: number): boolean {
    while (first.found.length <= wanted && !first.exhausted) this.advance(first);
    return first.found.length > wanted;
  }

  /** One more path of a station, and of those downstream whatever that takes. */
  private advance(first: Station): void {
    const stack = [first];
    while (stack.length > 0) {
      const station = stack[stack.length - 1];
      const { pending } = station;
      if (pending) {
        const next = isEnd(this.sweep.graph, pending.to) ? null : this.at(pending.to);
        const rank = pending.rank + 1;
        if (next && next.found.length <= rank && !next.exhausted) {
          stack.push(next);
          continue;
        }
        this.renew(station, next && next.found.length > rank ? pending.key + next.found[rank].key : null);
      }
      stack.pop();
      const step = station.heap[0];
      if (!step) {
        station.pending = null;
        station.exhausted = true;
        continue;
      }
      station.found.push({ step, rank: step.rank, key: step.candidate });
      station.pending = step;
    }
  }

  /** Units and factors of the found path of this rank. */
  follow(root: Station, rank: number, starts: readonly PathStart[]): RawPath {
    const { graph } = this.sweep;
    const { words } = this;
    const { step: first, rank: firstRank } = root.found[rank];
    const start = starts[first.row];
    const units: string[] = [];
    const factors: PathFactor[] = [words.source(start)];
    const arrive = ({ via, to }: Step) => {
      const name = words.nameOf(via);
      if (name !== null) units.push(name);
      if (to !== via) factors.push(words.slope(via));
    };
    arrive(first);
    let point = first.to;
    let nth = firstRank;
    while (!isEnd(graph, point)) {
      const station = this.at(point);
      this.ensure(station, nth);
      const { step, rank: next } = station.found[nth];
      step.words ??= words.step(point, step.via, step.factor, step.edge, step.row);
      factors.push(step.words);
      arrive(step);
      point = step.to;
      nth = next;
    }
    return { start, units, factors };
  }
}

/** What has been found from a point holds for every parameter upstream: it is kept as long as the pass's sweep. */
const kept = new WeakMap<PathSweep, Stations>();

function stationsOf(sweep: PathSweep): Stations {
  const stations = kept.get(sweep) ?? new Stations(sweep, describer(sweep.graph));
  kept.set(sweep, stations);
  return stations;
}

/** Yields live paths of a parameter, the largest |product| first, equal ones in the order of their unit names. */
export function* largestPaths(sweep: PathSweep, starts: readonly PathStart[]): Generator<RawPath> {
  const stations = stationsOf(sweep);
  const root = stations.open((add) => {
    starts.forEach(({ point, factor }, index) => {
      add(point, factor, null, index);
    });
  });
  for (let rank = 0; stations.ensure(root, rank); rank++) yield stations.follow(root, rank, starts);
}

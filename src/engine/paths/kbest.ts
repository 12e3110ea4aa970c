/**
 * The largest paths in order, without listing the others: the recursive enumeration algorithm (Jiménez & Marzal 1999) on
 * products, without recursion. Every visited point keeps its best paths found so far and one candidate per first step; its
 * next best path asks only the successor whose candidate was taken last for one more. SPEC: P8, P9.
 */
import type { PlanEdge } from '../plan';
import type { PathFactor } from '../types';
import type { Describer, RawPath } from './describe';
import { eachSuccessor, isElementwise, isEnd } from './points';
import type { PathStart } from './starts';
import { keyOf, type PathSweep } from './sweep';

/**
 * A point with its outgoing steps. A step into an elementwise unit goes on to its activation at once: `to` is where a
 * choice comes next, `via` the point entered.
 */
interface Station {
  readonly to: number[];
  readonly via: number[];
  readonly key: number[];
  readonly factor: number[];
  readonly edge: (PlanEdge | null)[];
  readonly row: number[];
  /** Each step's factor in words, shared by all paths that take it; made when one does. */
  readonly described: PathFactor[];
  /** Key of each step's present candidate, and which of the successor's paths it takes. */
  readonly candidate: number[];
  readonly rank: number[];
  /** Steps by candidate, the largest first: a binary heap. */
  readonly heap: number[];
  /** Paths found: first step, rank at its end, key. */
  readonly foundStep: number[];
  readonly foundRank: number[];
  readonly foundKey: number[];
  /** The step taken last, whose successor has not been asked for its next path yet; -1 for none. */
  pending: number;
  exhausted: boolean;
}

class Stations {
  private readonly all = new Map<number, Station>();

  constructor(
    private readonly sweep: PathSweep,
    private readonly words: Describer,
  ) {}

  /** The station of a point that is no end. */
  at(point: number): Station {
    let station = this.all.get(point);
    if (!station) {
      station = this.open((add) => eachSuccessor(this.sweep.graph, point, add));
      this.all.set(point, station);
    }
    return station;
  }

  open(list: (add: (to: number, factor: number, edge: PlanEdge | null, row: number) => void) => void): Station {
    const { graph, bound } = this.sweep;
    const { slope, nodeOf, plan } = graph;
    const count = plan.layout.unitCount;
    const station: Station = {
      ...{ to: [], via: [], key: [], factor: [], edge: [], row: [], described: [] },
      ...{ candidate: [], rank: [], heap: [] },
      ...{ foundStep: [], foundRank: [], foundKey: [], pending: -1, exhausted: false },
    };
    list((via, factor, edge, row) => {
      if (factor === 0 || bound[via] === -Infinity) return;
      const passes = via < count && isElementwise(nodeOf[via]);
      const key = keyOf(factor) + (passes ? keyOf(slope[via]) : 0);
      const to = passes ? count + via : via;
      station.heap.push(station.to.length);
      station.to.push(to);
      station.via.push(via);
      station.key.push(key);
      station.factor.push(factor);
      station.edge.push(edge);
      station.row.push(row);
      station.candidate.push(key + bound[to]);
      station.rank.push(0);
    });
    for (let i = (station.heap.length >> 1) - 1; i >= 0; i--) this.sink(station, i);
    return station;
  }

  /** Larger key first; then by the name of the next unit; then the earlier of the paths behind it. */
  private before(station: Station, a: number, b: number): boolean {
    const { candidate, via, rank } = station;
    if (candidate[a] !== candidate[b]) return candidate[a] > candidate[b];
    const nameA = this.words.nameOf(via[a]) ?? '';
    const nameB = this.words.nameOf(via[b]) ?? '';
    if (nameA !== nameB) return nameA < nameB;
    return rank[a] !== rank[b] ? rank[a] < rank[b] : a < b;
  }

  private sink(station: Station, start: number): void {
    const { heap } = station;
    const step = heap[start];
    let hole = start;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && this.before(station, heap[child + 1], heap[child])) child += 1;
      if (!this.before(station, heap[child], step)) break;
      heap[hole] = heap[child];
      hole = child;
    }
    heap[hole] = step;
  }

  /** Gives the step at the top its next candidate, or takes it out. */
  private renew(station: Station, key: number | null): void {
    const { heap, candidate, rank, pending } = station;
    if (key === null) {
      const last = heap.pop() as number;
      if (heap.length === 0) return;
      heap[0] = last;
    } else {
      candidate[pending] = key;
      rank[pending] += 1;
    }
    this.sink(station, 0);
  }

  /** Finds paths of a station until it has one of this rank. False when there are not so many. */
  ensure(first: Station, wanted: number): boolean {
    while (first.foundStep.length <= wanted && !first.exhausted) this.advance(first);
    return first.foundStep.length > wanted;
  }

  /** One more path of a station, and of those downstream whatever that takes. */
  private advance(first: Station): void {
    const stack = [first];
    while (stack.length > 0) {
      const station = stack[stack.length - 1];
      const { pending } = station;
      if (pending >= 0) {
        // The step stayed at the top of the heap: whatever comes next starts from there.
        const to = station.to[pending];
        const rank = station.rank[pending] + 1;
        if (isEnd(this.sweep.graph, to)) {
          this.renew(station, null);
        } else {
          const next = this.at(to);
          if (next.foundStep.length > rank) {
            this.renew(station, station.key[pending] + next.foundKey[rank]);
          } else if (next.exhausted) {
            this.renew(station, null);
          } else {
            stack.push(next);
            continue;
          }
        }
        station.pending = -1;
      }
      stack.pop();
      if (station.heap.length === 0) {
        station.exhausted = true;
        continue;
      }
      const step = station.heap[0];
      station.foundStep.push(step);
      station.foundRank.push(station.rank[step]);
      station.foundKey.push(station.candidate[step]);
      station.pending = step;
    }
  }

  /** Points and factors of the found path of this rank. */
  follow(root: Station, rank: number, starts: readonly PathStart[]): RawPath {
    const { graph } = this.sweep;
    const { words } = this;
    const points: number[] = [];
    const factors: PathFactor[] = [];
    const arrive = (via: number, to: number) => {
      points.push(via);
      if (to === via) return;
      points.push(to);
      factors.push(words.slope(via));
    };
    const first = root.foundStep[rank];
    let point = root.to[first];
    let nth = root.foundRank[rank];
    arrive(root.via[first], point);
    while (!isEnd(graph, point)) {
      const station = this.at(point);
      this.ensure(station, nth);
      const step = station.foundStep[nth];
      const via = station.via[step];
      station.described[step] ??= words.step(point, via, station.factor[step], station.edge[step], station.row[step]);
      factors.push(station.described[step]);
      point = station.to[step];
      arrive(via, point);
      nth = station.foundRank[nth];
    }
    return { start: starts[root.row[first]], points, factors };
  }
}

/** Yields live paths of a parameter, the largest |product| first, equal ones in the order of their unit names. */
export function* largestPaths(sweep: PathSweep, starts: readonly PathStart[], words: Describer): Generator<RawPath> {
  const stations = new Stations(sweep, words);
  const root = stations.open((add) => {
    starts.forEach(({ point, factor }, index) => {
      add(point, factor, null, index);
    });
  });
  for (let rank = 0; stations.ensure(root, rank); rank++) yield stations.follow(root, rank, starts);
}

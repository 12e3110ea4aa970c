/** The paths that a zero factor blocks, in the order of their unit names. SPEC: P10. */
import type { PlanEdge } from '../plan';
import type { Describer, RawPath } from './describe';
import { eachSuccessor, isEnd } from './points';
import type { PathStart } from './starts';
import type { PathSweep } from './sweep';

interface Step {
  readonly to: number;
  readonly factor: number;
  readonly edge: PlanEdge | null;
  readonly row: number;
  readonly name: string;
  /** Whether a factor is zero between a start with a live factor and here. */
  readonly dead: boolean;
}

/** Uses of a shared weight that enter the same point: their paths have the same units. */
interface Group {
  readonly point: number;
  readonly starts: PathStart[];
}

function grouped(starts: readonly PathStart[]): Group[] {
  const groups = new Map<number, Group>();
  for (const start of starts) {
    const group = groups.get(start.point) ?? { point: start.point, starts: [] };
    groups.set(start.point, group);
    group.starts.push(start);
  }
  return [...groups.values()];
}

/** Yields them one by one, and enters no part of the graph that holds none: there may be astronomically many. */
export function* blockedPaths(sweep: PathSweep, starts: readonly PathStart[], words: Describer): Generator<RawPath> {
  const groups = grouped(starts).map((group) => ({ ...group, name: words.nameOf(group.point) ?? '' }));
  groups.sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const group of groups) yield* blockedFrom(sweep, group, words);
}

function* blockedFrom(sweep: PathSweep, group: Group, words: Describer): Generator<RawPath> {
  const { graph, structural, live } = sweep;
  const deadStart = group.starts.some(({ factor }) => factor === 0);
  const liveStart = group.starts.some(({ factor }) => factor !== 0);
  /** A start whose own factor is zero has nothing but blocked paths. */
  const holdsBlocked = (point: number, dead: boolean) =>
    deadStart || dead ? structural[point] > 0 : liveStart && structural[point] > live[point];

  function stepsFrom({ to: point, dead: before }: Step): Step[] {
    const steps: Step[] = [];
    eachSuccessor(graph, point, (to, factor, edge, row) => {
      const dead = before || factor === 0;
      if (holdsBlocked(to, dead)) steps.push({ to, factor, edge, row, dead, name: words.nameOf(to) ?? '' });
    });
    // The last one first, to be popped in order.
    return steps.sort((a, b) => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0));
  }

  const first: Step = { to: group.point, factor: 1, edge: null, row: 0, dead: false, name: '' };
  /** What is still to be tried at each depth. */
  const open: Step[][] = [holdsBlocked(group.point, false) ? [first] : []];
  const path: Step[] = [];
  while (open.length > 0) {
    const step = open[open.length - 1].pop();
    if (!step) {
      open.pop();
      path.pop();
      continue;
    }
    path.push(step);
    if (!isEnd(graph, step.to)) {
      open.push(stepsFrom(step));
      continue;
    }
    const points = path.map(({ to }) => to);
    const factors = path.slice(1).map(({ to, factor, edge, row }, i) => words.step(points[i], to, factor, edge, row));
    const units = words.unitsOf(points);
    for (const start of group.starts) {
      if (step.dead || start.factor === 0) yield { start, units, factors: [words.source(start), ...factors] };
    }
    path.pop();
  }
}

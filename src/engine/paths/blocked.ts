/** The paths that a zero factor blocks, in the order of their unit names. SPEC: P10. */
import type { PlanEdge } from '../plan';
import type { RawPath } from './kbest';
import { eachSuccessor, isEnd, pointNames } from './points';
import type { PathStart } from './starts';
import type { PathSweep } from './sweep';

interface Step {
  readonly to: number;
  readonly factor: number;
  readonly edge: PlanEdge | null;
  readonly row: number;
  /** Some factor from the parameter to here is zero. */
  readonly dead: boolean;
  readonly name: string;
}

/** Yields them one by one, and enters no part of the graph that holds none: there may be astronomically many. */
export function* blockedPaths(sweep: PathSweep, starts: readonly PathStart[]): Generator<RawPath> {
  const { graph, structural, live } = sweep;
  const nameOf = pointNames(graph);
  const holdsBlocked = (point: number, dead: boolean) =>
    dead ? structural[point] > 0 : structural[point] > live[point];

  /** Last one first, to be popped in order. */
  function inOrder(steps: Step[]): Step[] {
    return steps.sort((a, b) => (a.name < b.name ? 1 : a.name > b.name ? -1 : 0));
  }
  function stepsFrom({ to: point, dead: before }: Step): Step[] {
    const steps: Step[] = [];
    eachSuccessor(graph, point, (to, factor, edge, row) => {
      const dead = before || factor === 0;
      if (holdsBlocked(to, dead)) steps.push({ to, factor, edge, row, dead, name: nameOf(to) });
    });
    return inOrder(steps);
  }

  const first = starts.map(({ point, factor }, row) => ({
    ...{ to: point, factor, edge: null, row },
    ...{ dead: factor === 0, name: nameOf(point) },
  }));
  /** What is still to be tried at each depth; the last of each list is the one that is being tried. */
  const open: Step[][] = [inOrder(first.filter(({ to, dead }) => holdsBlocked(to, dead)).reverse())];
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
    const [start, ...steps] = path;
    yield {
      start: starts[start.row],
      points: path.map(({ to }) => to),
      factors: steps.map(({ factor }) => factor),
      edges: steps.map(({ edge }) => edge),
      rows: steps.map(({ row }) => row),
    };
    path.pop();
  }
}

/**
 * Cuts between a parameter and the loss. Every path of the parameter crosses a cut exactly once, so the flow through its
 * connections adds up to the gradient, whichever cut it is: a skip connection belongs to every cut that it jumps over.
 */
import type { Flow, Layout, PathTrace } from '../engine';

export interface CutEdge {
  readonly edge: string;
  /** Flow through all connections of the edge. */
  readonly flow: number;
}

export interface Cut {
  /** The edges that cross, in the order of the layout. */
  readonly edges: readonly CutEdge[];
  readonly sum: number;
}

/** The network and one parameter's traces, as the cuts need them. */
export interface CutInput {
  readonly layout: Layout;
  /** Node ids of the losses. */
  readonly losses: ReadonlySet<string>;
  /** Edge id → the node it enters. */
  readonly targets: ReadonlyMap<string, string>;
  readonly trace: Pick<PathTrace, 'param'>;
  readonly flow: Pick<Flow, 'connections' | 'connectionOnPath'>;
}

/** Neumaier's sum: the terms may cancel, and a rounding error of the sum is not one of the flow. */
function addUp(values: Iterable<number>): number {
  let sum = 0;
  let lost = 0;
  for (const value of values) {
    const next = sum + value;
    lost += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return sum + lost;
}

/** Nodes whose z the parameter enters. */
function startNodes({ layout, targets, trace: { param } }: CutInput): Set<string> {
  if (param.kind === 'bias') return new Set([param.node]);
  const uses = Object.entries(layout.owner).filter(([, owner]) => owner === param.edge);
  return new Set(uses.map(([edge]) => targets.get(edge) as string));
}

/** Edges that at least one path of the parameter runs along, with a zero factor on it or not. */
function pathEdges({ layout, flow }: CutInput): string[] {
  return Object.keys(layout.connections).filter((edge) => {
    const { offset, rows, cols } = layout.connections[edge];
    return flow.connectionOnPath.subarray(offset, offset + rows * cols).some((mark) => mark > 0);
  });
}

/**
 * All cuts by depth, from the parameter on. A node's depth is the longest way to it from where the parameter enters;
 * losses lie behind everything. A cut holds the connections from depth k or less to more than k; only those are listed
 * that all paths cross (a matrix used several times has none before its last use).
 */
export function cutsOf(input: CutInput): Cut[] {
  const { layout, losses, targets, flow } = input;
  const starts = startNodes(input);
  const edges = pathEdges(input);
  const depth = new Map<string, number>();
  const entering = new Map<string, string[]>();
  for (const edge of edges) {
    const target = targets.get(edge) as string;
    entering.set(target, [...(entering.get(target) ?? []), layout.sources[edge]]);
  }
  let deepest = 0;
  for (const node of layout.order) {
    const before = (entering.get(node) ?? []).map((source) => depth.get(source) ?? -1);
    if (before.length === 0 && !starts.has(node)) continue;
    const at = Math.max(-1, ...before) + 1;
    depth.set(node, at);
    if (!losses.has(node)) deepest = Math.max(deepest, at);
  }
  for (const loss of losses) if (depth.has(loss)) depth.set(loss, deepest + 1);
  const onPath = [...starts].filter((node) => edges.some((edge) => layout.sources[edge] === node));
  const first = Math.max(0, ...onPath.map((node) => depth.get(node) ?? 0));
  const cuts: Cut[] = [];
  for (let k = first; edges.length > 0 && k <= deepest; k++) {
    const crossing = edges.filter(
      (edge) =>
        (depth.get(layout.sources[edge]) as number) <= k && (depth.get(targets.get(edge) as string) as number) > k,
    );
    const flows = crossing.map((edge): CutEdge => {
      const { offset, rows, cols } = layout.connections[edge];
      return { edge, flow: addUp(flow.connections.subarray(offset, offset + rows * cols)) };
    });
    cuts.push({ edges: flows, sum: addUp(flows.map((crossed) => crossed.flow)) });
  }
  return cuts;
}

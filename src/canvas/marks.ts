/**
 * How the choice of a parameter shows: which nodes and edges its paths run through, where they start, what each factor of
 * the path under the pointer is. Pure: from the traced result to marks.
 */
import type { GradientPath, PathFactor } from '../engine/types';
import type { Passes, TraceResult } from '../store/run';

/** `plain`: nothing is chosen. `start`: the parameter acts here. `lit`, `blocked`: on its paths. `aside`: on none. */
export type NodeMark = 'plain' | 'start' | 'lit' | 'blocked' | 'aside';
export type EdgeMark = NodeMark;

export interface Marks {
  readonly node: (id: string) => NodeMark;
  readonly edge: (id: string) => EdgeMark;
  /** Factors of the hovered path that belong to an edge. */
  readonly edgeFactor: (id: string) => PathFactor | null;
  /** Factor of the hovered path that belongs to a node: its φ′, or the loss's derivative. */
  readonly nodeFactor: (id: string) => PathFactor | null;
}

const PLAIN: Marks = {
  node: () => 'plain',
  edge: () => 'plain',
  edgeFactor: () => null,
  nodeFactor: () => null,
};

function strongest(marks: Uint8Array, offset: number, length: number): number {
  let most = 0;
  for (let i = offset; i < offset + length; i++) if (marks[i] > most) most = marks[i];
  return most;
}

const BY_STRENGTH: readonly NodeMark[] = ['aside', 'blocked', 'lit'];

/** The edges at which a parameter acts: all uses of its matrix, or none for a bias. */
export function startEdges(passes: Passes, trace: TraceResult): ReadonlySet<string> {
  const { param } = trace.trace;
  if (param.kind === 'bias') return new Set();
  const { owner } = passes.layout;
  return new Set(Object.keys(owner).filter((edge) => owner[edge] === param.edge));
}

/** Marks of the chosen parameter's paths; of one of them when `hovered` is given. */
export function marksOf(passes: Passes | null, trace: TraceResult | null, hovered: number | null): Marks {
  if (!passes || !trace) return PLAIN;
  const path = hovered === null ? undefined : trace.trace.paths[hovered];
  return path ? marksOfPath(trace, path) : marksOfAll(passes, trace);
}

function marksOfAll(passes: Passes, trace: TraceResult): Marks {
  const { layout } = passes;
  const { flow } = trace;
  const starts = startEdges(passes, trace);
  const { param } = trace.trace;
  const sources = new Set([...starts].map((edge) => layout.sources[edge]));
  return {
    node(id) {
      if (param.kind === 'bias' && param.node === id) return 'start';
      if (sources.has(id)) return 'lit';
      const slot = layout.units[id];
      return slot ? BY_STRENGTH[strongest(flow.onPath, slot.offset, slot.size)] : 'aside';
    },
    edge(id) {
      if (starts.has(id)) return 'start';
      const slot = layout.connections[id];
      return slot ? BY_STRENGTH[strongest(flow.connectionOnPath, slot.offset, slot.rows * slot.cols)] : 'aside';
    },
    edgeFactor: () => null,
    nodeFactor: () => null,
  };
}

function marksOfPath(trace: TraceResult, path: GradientPath): Marks {
  const nodes = new Map<string, PathFactor | null>();
  const edges = new Map<string, PathFactor>();
  const level: NodeMark = path.blockedAt === null ? 'lit' : 'blocked';
  for (const factor of path.factors) {
    if (factor.edge !== undefined) edges.set(factor.edge, factor);
    if (factor.kind === 'activation' || factor.kind === 'loss') nodes.set(factor.node, factor);
    else if (!nodes.has(factor.node)) nodes.set(factor.node, null);
  }
  const { param } = trace.trace;
  if (param.kind === 'weight') {
    const source = path.factors[0];
    if (source) edges.set(path.start, source);
  }
  return {
    node: (id) => (nodes.has(id) ? level : 'aside'),
    edge: (id) => (id === path.start ? 'start' : edges.has(id) ? level : 'aside'),
    edgeFactor: (id) => edges.get(id) ?? null,
    nodeFactor: (id) => nodes.get(id) ?? null,
  };
}

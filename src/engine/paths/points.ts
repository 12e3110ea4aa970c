/**
 * The graph that paths run through, never materialised. Its points are pre-activations and activations: point `u` is z of
 * unit u of the arena (layers only), point `unitCount + u` is its a. A loss's activation is where paths end. SPEC: P1-P3.
 */
import { activationDerivative, allStepDerivatives, innerDerivative } from '../local';
import type { Numbers, Plan, PlanEdge, PlanNode } from '../plan';
import type { BackwardTrace, ForwardTrace } from '../types';

export interface PathGraph {
  readonly plan: Plan;
  readonly numbers: Numbers;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
  /** Local derivatives along edges without weight, by edge index. */
  readonly steps: readonly (Float64Array | null)[];
  /** φ′ of every unit of an elementwise layer. */
  readonly slope: Float64Array;
  /** Node of every unit. */
  readonly nodeOf: readonly PlanNode[];
}

/** Binds a plan to one pass: everything that paths need of it. */
export function pathGraph(plan: Plan, numbers: Numbers, forward: ForwardTrace, backward: BackwardTrace): PathGraph {
  const slope = new Float64Array(plan.layout.unitCount);
  const nodeOf: PlanNode[] = new Array(plan.layout.unitCount);
  for (const node of plan.nodes) {
    for (let unit = 0; unit < node.size; unit++) {
      nodeOf[node.offset + unit] = node;
      if (isElementwise(node)) slope[node.offset + unit] = activationDerivative(node, forward, unit);
    }
  }
  return { plan, numbers, forward, backward, steps: allStepDerivatives(plan, numbers, forward), slope, nodeOf };
}

/** Whether each activation of a layer depends on all of its pre-activations. */
export function isSoftmax(node: PlanNode): boolean {
  return node.kind === 'layer' && node.activation === 'softmax';
}

export function isElementwise(node: PlanNode): boolean {
  return node.kind === 'layer' && node.activation !== 'softmax';
}

export function exists(edge: PlanEdge, row: number, col: number): boolean {
  return edge.mask === null || edge.mask[row * edge.cols + col] !== 0;
}

/** Calls `visit(to, factor, describe)` for every structural successor of a point. */
export function eachSuccessor(
  graph: PathGraph,
  point: number,
  visit: (to: number, factor: number, edge: PlanEdge | null, row: number) => void,
): void {
  const { plan, numbers, forward, steps, slope, nodeOf } = graph;
  const count = plan.layout.unitCount;
  if (point < count) {
    const node = nodeOf[point];
    if (isElementwise(node)) {
      visit(count + point, slope[point], null, 0);
      return;
    }
    const i = point - node.offset;
    for (let j = 0; j < node.size; j++) visit(count + node.offset + j, innerDerivative(node, forward, j, i), null, j);
    return;
  }
  const unit = point - count;
  const node = nodeOf[unit];
  const col = unit - node.offset;
  for (const edge of node.outgoing) {
    const { target } = edge;
    const local = steps[edge.index];
    if (local) {
      visit(count + target.offset + (target.kind === 'loss' ? 0 : edge.slot + col), local[col], edge, 0);
      continue;
    }
    for (let row = 0; row < edge.rows; row++) {
      if (exists(edge, row, col))
        visit(target.offset + row, numbers.params[edge.weight + row * edge.cols + col], edge, row);
    }
  }
}

/** True where paths end. */
export function isEnd(graph: PathGraph, point: number): boolean {
  const count = graph.plan.layout.unitCount;
  return point >= count && graph.nodeOf[point - count].kind === 'loss';
}

/** What a path's list of units calls a point; null for the activation of an elementwise unit, which its z stands for. */
export function pointName(graph: PathGraph, point: number): string | null {
  const count = graph.plan.layout.unitCount;
  const isZ = point < count;
  const unit = isZ ? point : point - count;
  const node = graph.nodeOf[unit];
  if (node.kind === 'loss') return node.id;
  if (isZ) return isSoftmax(node) ? `${node.id}.z[${unit - node.offset}]` : `${node.id}[${unit - node.offset}]`;
  return isElementwise(node) ? null : `${node.id}[${unit - node.offset}]`;
}

/** NetworkSpec → Plan, with every structural fault named. SPEC: C1-C8. */
import { EngineError } from './errors';
import type { Numbers, Plan, PlanEdge, PlanNode } from './plan';
import { ACTIVATIONS, LOSSES, OPS } from './registry';
import { topologicalOrder } from './topology';
import type { EdgeSpec, Layout, MatrixSlot, NetworkSpec, NodeSpec, UnitSlot } from './types';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

function checkNames(node: NodeSpec, at: string): void {
  const known =
    node.kind === 'layer'
      ? node.activation in ACTIVATIONS && (node.surrogate == null || node.surrogate in ACTIVATIONS)
      : node.kind === 'op'
        ? node.op in OPS
        : node.kind === 'loss'
          ? node.loss in LOSSES
          : node.kind === 'input';
  if (known) return;
  const name =
    node.kind === 'layer'
      ? node.activation
      : node.kind === 'op'
        ? node.op
        : node.kind === 'loss'
          ? node.loss
          : node.kind;
  throw new EngineError('unknownName', at, `${node.id}: "${String(name)}" is not known`);
}

function checkSize(id: string, what: string, found: number, expected: number): void {
  if (found !== expected) {
    throw new EngineError('shape', id, `${id}: ${what} has ${found} numbers, expected ${expected}`);
  }
}

function buildNodes(spec: NetworkSpec): {
  nodes: Mutable<PlanNode>[];
  units: number;
  params: number;
  inputs: number;
  targets: number;
} {
  let units = 0;
  let params = 0;
  let inputs = 0;
  let targets = 0;
  const seen = new Set<string>();
  const nodes = spec.nodes.map((node, index) => {
    if (seen.has(node.id)) throw new EngineError('duplicate', node.id, `nodes[${index}]: the id "${node.id}" is taken`);
    seen.add(node.id);
    checkNames(node, node.id);
    const size = node.kind === 'loss' ? 1 : node.size;
    if (!Number.isInteger(size) || size < 1) {
      throw new EngineError('shape', node.id, `${node.id}: size must be a whole number of at least 1, found ${size}`);
    }
    const hasBias = node.kind === 'layer' && node.bias !== null;
    if (node.kind === 'layer' && node.bias) checkSize(node.id, 'bias', node.bias.length, size);
    if (node.kind === 'input') checkSize(node.id, 'values', node.values.length, size);
    const surrogate = node.kind === 'layer' ? (node.surrogate ?? node.activation) : 'identity';
    if (
      node.kind === 'layer' &&
      node.surrogate != null &&
      !(ACTIVATIONS[surrogate].elementwise && ACTIVATIONS[node.activation].elementwise)
    ) {
      throw new EngineError('unknownName', node.id, `${node.id}: softmax neither has nor is a surrogate derivative`);
    }
    const built: Mutable<PlanNode> = {
      index,
      id: node.id,
      kind: node.kind,
      offset: units,
      size,
      activation: node.kind === 'layer' ? node.activation : 'identity',
      derivative: surrogate,
      op: node.kind === 'op' ? node.op : 'add',
      loss: node.kind === 'loss' ? node.loss : 'mse',
      bias: hasBias ? params : -1,
      data: node.kind === 'input' ? inputs : node.kind === 'loss' ? targets : -1,
      taken: 0,
      targetSize: node.kind === 'loss' ? node.target.length : 0,
      incoming: [],
      outgoing: [],
    };
    units += size;
    if (hasBias) params += size;
    if (node.kind === 'input') inputs += size;
    if (node.kind === 'loss') targets += node.target.length;
    return built;
  });
  return { nodes, units, params, inputs, targets };
}

/** The edge whose matrix an edge uses. */
function ownerOf(edge: EdgeSpec, byId: ReadonlyMap<string, EdgeSpec>): EdgeSpec {
  if (edge.tiedTo === null) return edge;
  const owner = byId.get(edge.tiedTo);
  if (!owner || owner.tiedTo !== null || owner.weight === null) {
    throw new EngineError(
      'tie',
      edge.id,
      `${edge.id}: tied to "${edge.tiedTo}", which is not an edge with a weight of its own`,
    );
  }
  return owner;
}

/** Compiles. Throws EngineError for cycles, wrong shapes, unknown names and nodes, doubled ids and edges, wrong ties. */
export function compile(spec: NetworkSpec): Plan {
  const { nodes, units, params: biasCount, inputs, targets } = buildNodes(spec);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const edgeSpecs = new Map(spec.edges.map((edge) => [edge.id, edge]));
  // Without a prototype: an edge may be called `constructor`.
  const weights: Record<string, MatrixSlot> = Object.create(null);
  const owner: Record<string, string> = {};
  const connections: Record<string, MatrixSlot> = {};
  let paramCount = biasCount;
  let connectionCount = 0;
  const pairs = new Set<string>();
  const drafts: Mutable<PlanEdge>[] = [];

  spec.edges.forEach((edge, index) => {
    if (byId.has(edge.id) || edgeSpecs.get(edge.id) !== edge) {
      throw new EngineError('duplicate', edge.id, `edges[${index}]: the id "${edge.id}" is taken`);
    }
    const source = byId.get(edge.source);
    const target = byId.get(edge.target);
    if (!source || !target) {
      const missing = source ? edge.target : edge.source;
      throw new EngineError('unknownNode', edge.id, `${edge.id}: there is no node "${missing}"`);
    }
    if (target.kind === 'input')
      throw new EngineError('shape', edge.id, `${edge.id}: nothing can enter the input ${target.id}`);
    if (source.kind === 'loss')
      throw new EngineError('shape', edge.id, `${edge.id}: nothing can leave the loss ${source.id}`);
    const pair = `${edge.source}>${edge.target}`;
    if (pairs.has(pair)) {
      throw new EngineError(
        'duplicate',
        edge.id,
        `${edge.id}: there is already an edge from ${edge.source} to ${edge.target}`,
      );
    }
    pairs.add(pair);

    const weighted = target.kind === 'layer';
    const rows = weighted ? target.size : source.size;
    const cols = weighted ? source.size : 1;
    let weight = -1;
    let mask: Uint8Array | null = null;
    if (weighted) {
      const own = ownerOf(edge, edgeSpecs);
      if (!own.weight) throw new EngineError('shape', edge.id, `${edge.id}: an edge into a layer needs a weight`);
      checkSize(own.id, `weight (as used by ${edge.id})`, own.weight.length, rows * cols);
      if (own.mask) checkSize(own.id, 'mask', own.mask.length, rows * cols);
      mask = own.mask;
      owner[edge.id] = own.id;
      const slot = weights[own.id];
      if (slot && slot.rows !== rows) {
        throw new EngineError(
          'tie',
          edge.id,
          `${edge.id}: is ${rows} x ${cols}, but ${own.id} is ${slot.rows} x ${slot.cols}`,
        );
      }
      if (!slot) {
        weights[own.id] = { offset: paramCount, rows, cols };
        paramCount += rows * cols;
      }
      weight = weights[own.id].offset;
    } else if (edge.tiedTo !== null || edge.weight !== null) {
      throw new EngineError(
        'shape',
        edge.id,
        `${edge.id}: an edge into ${target.kind === 'op' ? 'an op' : 'a loss'} carries no weight`,
      );
    }
    connections[edge.id] = { offset: connectionCount, rows, cols };
    drafts.push({
      index,
      id: edge.id,
      source,
      target,
      rows,
      cols,
      weight,
      mask,
      connection: connectionCount,
      slot: 0,
      owner: weighted ? owner[edge.id] : null,
      frozen: edge.frozen,
    });
    connectionCount += rows * cols;
  });

  for (const edge of drafts) {
    const target = edge.target as Mutable<PlanNode>;
    if (target.kind === 'loss' || (target.kind === 'op' && target.op === 'concat')) {
      edge.slot = target.taken;
      target.taken += edge.source.size;
    }
    target.incoming.push(edge);
    edge.source.outgoing.push(edge);
  }
  checkTaken(spec, nodes);

  const inner: Record<string, MatrixSlot> = {};
  for (const node of nodes) {
    if (node.kind !== 'layer' || node.activation !== 'softmax') continue;
    inner[node.id] = { offset: connectionCount, rows: node.size, cols: node.size };
    connectionCount += node.size * node.size;
  }
  const ordered = topologicalOrder(nodes);
  const layout: Layout = {
    unitCount: units,
    paramCount,
    connectionCount,
    units: Object.fromEntries(nodes.map(({ id, offset, size }) => [id, { offset, size }])),
    weights: { ...weights },
    biases: Object.fromEntries(
      nodes
        .filter((node) => node.bias >= 0)
        .map((node): [string, UnitSlot] => [node.id, { offset: node.bias, size: node.size }]),
    ),
    connections,
    inner,
    owner,
    sources: Object.fromEntries(drafts.map(({ id, source }) => [id, source.id])),
    order: ordered.map((node) => node.id),
  };
  return {
    layout,
    nodes: ordered,
    edges: drafts,
    node: byId,
    edge: new Map(drafts.map((edge) => [edge.id, edge])),
    inputCount: inputs,
    targetCount: targets,
    surrogate: nodes.some((node) => node.derivative !== node.activation),
  };
}

/** Sizes that follow from what comes in. A node into which nothing runs yet is left alone: somebody is drawing. */
function checkTaken(spec: NetworkSpec, nodes: readonly PlanNode[]): void {
  nodes.forEach((node, index) => {
    if (node.incoming.length === 0) return;
    const given = spec.nodes[index];
    if (given.kind === 'loss') checkSize(node.id, 'target', given.target.length, node.taken);
    if (node.kind !== 'op') return;
    if (node.op === 'concat') {
      if (node.taken !== node.size) {
        throw new EngineError(
          'shape',
          node.id,
          `${node.id}: size is ${node.size}, but its sources have ${node.taken} units`,
        );
      }
      return;
    }
    for (const { source } of node.incoming) {
      if (source.size !== node.size) {
        throw new EngineError(
          'shape',
          node.id,
          `${node.id}: ${source.id} has ${source.size} units, expected ${node.size}`,
        );
      }
    }
  });
}

/** Reads the numbers of a spec into the arenas of its plan. */
export function readNumbers(plan: Plan, spec: NetworkSpec): Numbers {
  const params = new Float64Array(plan.layout.paramCount);
  const inputs = new Float64Array(plan.inputCount);
  const targets = new Float64Array(plan.targetCount);
  for (const node of spec.nodes) {
    const built = plan.node.get(node.id) as PlanNode;
    if (node.kind === 'layer' && node.bias) params.set(node.bias, built.bias);
    if (node.kind === 'input') inputs.set(node.values, built.data);
    if (node.kind === 'loss') targets.set(node.target, built.data);
  }
  for (const edge of spec.edges) {
    const slot = plan.layout.weights[edge.id];
    if (slot && edge.weight) params.set(edge.weight, slot.offset);
  }
  return { params, inputs, targets };
}

/**
 * Compiles a network, a batch size and an optimizer to one WebAssembly function that runs whole training steps: gather the
 * samples, forward, losses, backward, update. Everything about the network is a constant in the code. SPEC: W1-W5.
 */
import type { Plan, PlanEdge, PlanNode } from '../plan';
import type { TrainerOptions } from '../types';
import { type Code, moduleBytes } from './bytes';
import { type Address, at, Builder, f32x4, f64, f64x2, i32, plus, v128 } from './code';
import { beginStep, endStep, updateCode } from './optimizers';
import {
  backwardProduct,
  biasSums,
  forwardProduct,
  type Panels,
  type Product,
  padded,
  type Update,
  weightProduct,
} from './products';
import { lossRow, softmaxBackward, softmaxRow } from './rows';
import { type Buffers, layOut, type MemoryMap } from './trainMemory';
import { updateAndForward } from './updateAndForward';
import { VECTOR_ACTIVATIONS } from './vectorMath';

export interface TrainModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly map: MemoryMap;
}

/** True when the kernels cover the network: layers, inputs, losses on one node each; surrogates and ops do not. */
export function coversTraining(plan: Plan): boolean {
  return (
    !plan.surrogate &&
    plan.nodes.some(({ kind, incoming }) => kind === 'loss' && incoming.length === 1) &&
    plan.nodes.every(
      ({ kind, incoming }) =>
        kind === 'input' ||
        kind === 'layer' ||
        (kind === 'loss' && (incoming.length === 0 || (incoming.length === 1 && incoming[0].source.kind === 'layer'))),
    )
  );
}

/** `gradientOnly` sums gradients into their arena and updates nothing. */
export function trainModule(plan: Plan, options: TrainerOptions, gradientOnly: boolean): TrainModule {
  const batch = options.batchSize;
  const { map, buffers, previous, targets, scratch } = layOut(plan, options, gradientOnly);
  const fn = new Builder(['i32', 'i32']);
  const unroll = plan.layout.connectionCount * batch <= 512 ? 2048 : 0;
  const weightsAt = (edge: PlanEdge) => at(map.params + 4 * (map.matrices.get(edge.owner ?? '') as Panels).offset);
  const place = (node: PlanNode) => buffers.get(node.id) as Buffers;

  const product = (edge: PlanEdge, of: 'a' | 'd'): Product => ({
    batch,
    rows: edge.rows,
    cols: edge.cols,
    weights: weightsAt(edge),
    source: place(edge.source)[of],
    sourceStride: place(edge.source).stride,
    target: of === 'a' ? place(edge.target).z : place(edge.target).d,
    targetStride: place(edge.target).stride,
  });
  const eachRow = (node: PlanNode, body: (z: Address, a: Address, d: Address) => Code): Code => {
    const { z, a, d, stride } = place(node);
    return fn.repeat(
      batch,
      [z, a, d].map((from) => ({ from, stride })),
      ([zi, ai, di]) => body(zi, ai, di),
      unroll,
    );
  };
  /** Vector by vector over the whole buffer of a node. */
  const eachVector = (node: PlanNode, body: (z: Address, a: Address, d: Address) => Code): Code => {
    const { z, a, d, stride } = place(node);
    return fn.repeat(
      (batch * stride) / 16,
      [z, a, d].map((from) => ({ from, stride: 16 })),
      ([zi, ai, di]) => body(zi, ai, di),
      unroll,
    );
  };

  const uses = new Map<string, number>();
  for (const { owner } of plan.edges) if (owner !== null) uses.set(owner, (uses.get(owner) ?? 0) + 1);
  const trained = (edge: PlanEdge) => gradientOnly || !(plan.edge.get(edge.owner as string) as PlanEdge).frozen;
  const rate = plainRate(options);
  /**
   * Large first layers of one sample at a time wait with their update for the next sample. Plain SGD only: its step of a
   * zero gradient, before the first sample, is none.
   */
  const waits = (edge: PlanEdge): boolean =>
    !gradientOnly &&
    rate !== null &&
    batch === 1 &&
    unroll === 0 &&
    edge.source.kind === 'input' &&
    edge === edge.target.incoming[0] &&
    uses.get(edge.owner as string) === 1 &&
    edge.mask === null &&
    trained(edge);
  const waiting = plan.edges.filter((edge) => edge.weight >= 0 && waits(edge));
  const previousOf = (node: PlanNode) => previous.get(node.id) as Address;

  function forwardNode(node: PlanNode): Code {
    // Small networks save a trip through memory; in large ones the activation would take registers from the sums.
    const fuses =
      unroll > 0 &&
      node.activation !== 'softmax' &&
      VECTOR_ACTIVATIONS[node.activation].localDerivative.of === 'a' &&
      node.incoming.length > 0;
    const sums = node.incoming.map((edge, i) => {
      const bias = node.bias < 0 ? 'zero' : at(map.params + 4 * (map.biases.get(node.id) as number));
      if (waiting.includes(edge)) {
        const from = previousOf(edge.source);
        return updateAndForward(fn, product(edge, 'a'), from, place(node).d, f32x4.const(rate as number), bias);
      }
      const last = fuses && i === node.incoming.length - 1;
      const finish = (sum: Code) => (last ? VECTOR_ACTIVATIONS[node.activation as 'identity'].value(fn, sum) : sum);
      return forwardProduct(fn, product(edge, 'a'), i > 0 ? 'keep' : bias, finish, unroll);
    });
    if (node.incoming.length === 0) {
      const bias = at(map.params + 4 * (map.biases.get(node.id) ?? 0));
      sums.push(
        eachRow(node, (z) =>
          fn.repeat(
            padded(node.size) / 4,
            [z, bias].map((from) => ({ from, stride: 16 })),
            ([zi, bi]) => v128.store(zi, node.bias < 0 ? f32x4.const(0) : v128.load(bi)),
          ),
        ),
      );
    }
    if (node.activation === 'softmax') {
      return [sums, eachRow(node, (z, a) => softmaxRow(fn, node.size, z, a))];
    }
    if (node.activation === 'identity' || fuses) return sums;
    const { value } = VECTOR_ACTIVATIONS[node.activation];
    return [sums, eachVector(node, (z, a) => fn.let('v128', v128.load(z), (name) => v128.store(a, value(fn, name))))];
  }

  const total = fn.take('v128');
  const reached = new Set<PlanNode>();
  function lossNode(node: PlanNode): Code {
    const [edge] = node.incoming;
    if (!edge) return [];
    const { a, d, stride } = place(edge.source);
    const t = targets.get(node.id) as { at: Address; stride: number };
    const add = reached.has(edge.source);
    reached.add(edge.source);
    return fn.repeat(
      batch,
      [
        { from: a, stride },
        { from: d, stride },
        { from: t.at, stride: t.stride },
        { from: at(map.shares), stride: 4 },
      ],
      ([ai, di, ti, share]) =>
        lossRow(fn, {
          loss: node.loss,
          units: edge.source.size,
          a: ai,
          t: ti,
          d: di,
          share: v128.splat32(share),
          total,
          add,
          scratch,
        }),
      unroll,
    );
  }

  const update = updateCode(fn, options, map.arenaBytes);
  const gradientOf = (weights: Address) => plus(weights, map.gradient - map.params);
  const addUp: Update = (gradient, weights) =>
    v128.store(gradientOf(weights), f32x4.add(gradient, v128.load(gradientOf(weights))));
  const masked =
    (then: Update): Update =>
    (gradient, weights) =>
      fn.let('v128', f32x4.mul(gradient, v128.load(plus(weights, map.mask - map.params))), (g) => then(g, weights));

  function weightUpdate(edge: PlanEdge): Update {
    if (gradientOnly || uses.get(edge.owner as string) !== 1) return addUp;
    return edge.mask ? masked(update) : update;
  }

  function backwardNode(node: PlanNode): Code {
    // What no loss depends on has adjoint 0: its buffer was never written.
    const code: Code[] = [];
    if (reached.has(node) && node.activation === 'softmax') {
      code.push(eachRow(node, (_, a, d) => softmaxBackward(fn, node.size, a, d)));
    } else if (reached.has(node) && node.activation !== 'identity' && node.activation !== 'softmax') {
      const { localDerivative } = VECTOR_ACTIVATIONS[node.activation];
      code.push(
        eachVector(node, (z, a, d) =>
          fn.let('v128', v128.load(localDerivative.of === 'a' ? a : z), (v) =>
            v128.store(d, f32x4.mul(v128.load(d), localDerivative.code(fn, v))),
          ),
        ),
      );
    }
    for (const edge of node.incoming) {
      const adjoints = product(edge, 'd');
      if (edge.source.kind === 'layer' && reached.has(node)) {
        code.push(backwardProduct(fn, adjoints, reached.has(edge.source), unroll));
        reached.add(edge.source);
      }
      if (trained(edge) && !waiting.includes(edge)) {
        const weights = { ...adjoints, source: place(edge.source).a };
        code.push(weightProduct(fn, weights, weightUpdate(edge), unroll));
      }
    }
    if (node.bias >= 0) {
      const bias = at(map.params + 4 * (map.biases.get(node.id) as number));
      const { d, stride } = place(node);
      code.push(biasSums(fn, batch, node.size, d, stride, bias, gradientOnly ? addUp : update));
    }
    return code;
  }

  /** Matrices with several uses: their gradients are complete only now. */
  function tiedUpdates(): Code {
    return plan.edges
      .filter((edge) => edge.owner === edge.id && uses.get(edge.id) !== 1 && trained(edge))
      .map((edge) => {
        const { rows, cols } = edge;
        const then = edge.mask ? masked(update) : update;
        return fn.repeat((cols * padded(rows)) / 4, [{ from: weightsAt(edge), stride: 16 }], ([weights]) =>
          fn.let('v128', v128.load(gradientOf(weights)), (g) => [
            then(g, weights),
            v128.store(gradientOf(weights), f32x4.const(0)),
          ]),
        );
      });
  }

  /** Keeps the last sample's inputs for the updates that wait for the next one. */
  function keepInputs(): Code {
    return [...previous].map(([id, to]) => {
      const { a, stride } = buffers.get(id) as Buffers;
      return fn.repeat(
        stride / 16,
        [a, to].map((from) => ({ from, stride: 16 })),
        ([from, kept]) => v128.store(kept, v128.load(from)),
      );
    });
  }

  /** The updates that still wait after the last sample; adjoints of zero let the next call begin without one. */
  function flush(): Code {
    return waiting.map((edge) => {
      const adjoints = product(edge, 'd');
      return [
        weightProduct(fn, { ...adjoints, source: place(edge.source).a }, update, unroll),
        fn.repeat(adjoints.targetStride / 16, [{ from: adjoints.target, stride: 16 }], ([d]) =>
          v128.store(d, f32x4.const(0)),
        ),
      ];
    });
  }

  function gather(order: Code): Code {
    const parts = [
      ...plan.nodes
        .filter(({ kind }) => kind === 'input')
        .map((node) => ({ to: place(node).a, stride: place(node).stride, from: map.row.get(node.id) as number })),
      ...[...targets].map(([id, { at: to, stride }]) => ({ to, stride, from: map.row.get(id) as number })),
    ];
    return fn.repeat(
      batch,
      [{ from: at(0, order), stride: 4 }, ...parts.map(({ to, stride }) => ({ from: to, stride }))],
      ([index, ...places]) =>
        fn.let('i32', i32.mul(i32.load(index), i32.const(map.rowBytes)), (row) =>
          parts.map(({ from, stride }, i) =>
            fn.repeat(
              stride / 16,
              [
                { from: places[i], stride: 16 },
                { from: at(map.data + 4 * from, row), stride: 16 },
              ],
              ([to, source]) => v128.store(to, v128.load(source)),
              256,
            ),
          ),
        ),
      unroll,
    );
  }

  const order = fn.take('i32');
  const sums = fn.take('v128');
  const layers = plan.nodes.filter(({ kind }) => kind === 'layer');
  const body: Code = [
    order.set(fn.param(0).get),
    fn.times(fn.param(1).get, () => [
      gradientOnly ? [] : beginStep(options.optimizer),
      waiting.length > 0 ? keepInputs() : [],
      gather(order.get),
      order.set(i32.add(order.get, i32.const(4 * batch))),
      layers.map(forwardNode),
      total.set(f32x4.const(0)),
      plan.nodes.filter(({ kind }) => kind === 'loss').map(lossNode),
      [...layers].reverse().map(backwardNode),
      gradientOnly ? [] : [tiedUpdates(), endStep(options.optimizer)],
      sums.set(
        f64x2.add(
          f64x2.add(sums.get, f64x2.fromF32x4(total.get)),
          f64x2.fromF32x4(v128.shuffle(total.get, total.get, [2, 3, 2, 3])),
        ),
      ),
    ]),
    flush(),
    f64.add(f64x2.lane(sums.get, 0), f64x2.lane(sums.get, 1)),
  ];
  return { bytes: moduleBytes([fn.finish('train', body, ['f64'])]), map };
}

/** What plain SGD multiplies a gradient by; null for optimizers whose step of a zero gradient moves something. */
function plainRate({ optimizer, l1 = 0, l2 = 0 }: TrainerOptions): number | null {
  return optimizer.kind === 'sgd' && !optimizer.momentum && l1 === 0 && l2 === 0 ? -optimizer.learningRate : null;
}

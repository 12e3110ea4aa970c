/** The workloads: architectures, data and sparse graphs, from seeds, as plain data that every engine can be given. */

/** @typedef {{ sizes: number[], activation: 'tanh' | 'relu' | 'sigmoid', loss: 'mse' | 'crossEntropy', batch: number }} Dense */

/** @type {Record<string, Dense>} */
export const DENSE = {
  A: { sizes: [2, 4, 2, 1], activation: 'tanh', loss: 'mse', batch: 1 },
  B: { sizes: [2, 8, 8, 8, 1], activation: 'tanh', loss: 'mse', batch: 10 },
  C: { sizes: [64, 32, 10], activation: 'relu', loss: 'crossEntropy', batch: 32 },
  D32: { sizes: [784, 128, 10], activation: 'relu', loss: 'crossEntropy', batch: 32 },
  D1: { sizes: [784, 128, 10], activation: 'relu', loss: 'crossEntropy', batch: 1 },
};

/** Connections of the sparse graphs, by workload. */
export const SPARSE = { E1000: 1_000, E10000: 10_000, E100000: 100_000, E1000000: 1_000_000 };

/** A small seeded generator, so that every run and every engine sees the same numbers. @param {number} seed */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Weights (rows = target units) and zero biases, the same for every engine. @param {Dense} dense */
export function denseWeights({ sizes }) {
  const next = random(1);
  return sizes.slice(1).map((rows, i) => {
    const cols = sizes[i];
    const limit = Math.sqrt(6 / (rows + cols));
    return {
      rows,
      cols,
      weight: Float64Array.from({ length: rows * cols }, () => Math.fround(limit * (2 * next() - 1))),
    };
  });
}

/** Samples: rows of inputs, rows of targets (one-hot for cross-entropy). @param {Dense} dense @param {number} count */
export function samples({ sizes, loss }, count) {
  const next = random(2);
  const inputs = sizes[0];
  const outputs = sizes[sizes.length - 1];
  const xs = Float32Array.from({ length: count * inputs }, () => 2 * next() - 1);
  const ys = new Float32Array(count * outputs);
  for (let i = 0; i < count; i++) {
    if (loss === 'crossEntropy') ys[i * outputs + Math.floor(next() * outputs)] = 1;
    else for (let k = 0; k < outputs; k++) ys[i * outputs + k] = 2 * next() - 1;
  }
  return { xs, ys, inputs, outputs, count };
}

/** Gradpath's network of a dense workload. @param {Dense} dense */
export function denseSpec(dense) {
  const { sizes, activation, loss } = dense;
  const last = sizes.length - 1;
  const edge = (id, source, target, weight) => ({
    id,
    source,
    target,
    weight,
    mask: null,
    tiedTo: null,
    frozen: false,
  });
  return {
    nodes: [
      { id: 'x', kind: 'input', size: sizes[0], values: new Float64Array(sizes[0]) },
      ...sizes.slice(1).map((size, i) => ({
        id: `h${i + 1}`,
        kind: 'layer',
        size,
        activation: i + 1 === last ? (loss === 'mse' ? activation : 'identity') : activation,
        bias: new Float64Array(size),
      })),
      { id: 'L', kind: 'loss', loss, target: new Float64Array(sizes[last]) },
    ],
    edges: [
      ...denseWeights(dense).map(({ weight }, i) => edge(`w${i + 1}`, i === 0 ? 'x' : `h${i}`, `h${i + 1}`, weight)),
      edge('e', `h${last}`, 'L', null),
    ],
  };
}

/**
 * A layered graph of single neurons with about `connections` edges: layers of √connections / 4 units, every unit fed by
 * 8 random ones of the layer before. Plain arrays: sources and targets by unit number, weights.
 * @param {number} connections
 */
export function sparseGraph(connections) {
  const fanIn = 8;
  const width = Math.max(8, Math.round(Math.sqrt(connections) / 2));
  const layers = Math.max(2, Math.round(connections / (width * fanIn)));
  const next = random(3);
  const edges = [];
  for (let layer = 1; layer <= layers; layer++) {
    for (let unit = 0; unit < width; unit++) {
      const chosen = new Set();
      while (chosen.size < fanIn) chosen.add(Math.floor(next() * width));
      for (const source of chosen) {
        edges.push({
          source: (layer - 1) * width + source,
          target: layer * width + unit,
          weight: (2 * next() - 1) * 0.6,
        });
      }
    }
  }
  return { width, layers, edges, connections: edges.length };
}

/** Gradpath's network of a sparse graph: every unit a neuron, tanh; the last layer into one loss. @param {ReturnType<typeof sparseGraph>} graph */
export function sparseSpec({ width, layers, edges }) {
  const nodes = [];
  for (let unit = 0; unit < width; unit++) {
    nodes.push({ id: `x${unit}`, kind: 'input', size: 1, values: Float64Array.of(Math.sin(unit)) });
  }
  const name = (unit) => (unit < width ? `x${unit}` : `n${unit}`);
  for (let unit = width; unit < width * (layers + 1); unit++) {
    nodes.push({ id: name(unit), kind: 'layer', size: 1, activation: 'tanh', bias: new Float64Array(1) });
  }
  nodes.push({ id: 'L', kind: 'loss', loss: 'halfSquaredError', target: new Float64Array(width) });
  const all = edges.map(({ source, target, weight }, i) => ({
    id: `w${i}`,
    source: name(source),
    target: name(target),
    weight: Float64Array.of(weight),
    mask: null,
    tiedTo: null,
    frozen: false,
  }));
  for (let unit = width * layers; unit < width * (layers + 1); unit++) {
    all.push({
      id: `e${unit}`,
      source: name(unit),
      target: 'L',
      weight: null,
      mask: null,
      tiedTo: null,
      frozen: false,
    });
  }
  return { nodes, edges: all };
}

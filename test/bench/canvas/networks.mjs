/** Networks of the canvas benchmark: dense layers side by side, the same for every engine. */

/** Weights → layer sizes. */
export const SIZES = {
  10: [2, 2, 3],
  200: [10, 10, 10],
  1000: [20, 25, 20],
  5000: [50, 50, 50],
  20000: [100, 100, 100],
  100000: [200, 250, 200],
};

/** Distance of layers, of units, canvas pixels; every engine draws its units there. */
const STEP = 520;

/** @param {number} k a number between -1 and 1 that looks random and is the same everywhere */
const noise = (k) => 2 * ((Math.sin(k * 12.9898) * 43758.5453) % 1);

/** One node a unit and one edge a weight: what the peers are given. @param {readonly number[]} sizes */
export function graph(sizes) {
  /** @type {{ id: string, x: number, y: number, layer: number }[]} */
  const nodes = [];
  /** @type {{ id: string, source: string, target: string, value: number }[]} */
  const edges = [];
  sizes.forEach((size, layer) => {
    for (let unit = 0; unit < size; unit++) {
      nodes.push({ id: `l${layer}u${unit}`, x: layer * STEP, y: unit * 14 + (300 - size) * 5, layer });
      if (layer === 0) continue;
      for (let from = 0; from < sizes[layer - 1]; from++) {
        const id = `w${layer}[${unit},${from}]`;
        edges.push({ id, source: `l${layer - 1}u${from}`, target: `l${layer}u${unit}`, value: noise(edges.length) });
      }
    }
  });
  return { nodes, edges };
}

/** The same as a file of Gradpath, every layer drawn unit by unit. @param {readonly number[]} sizes */
export function file(sizes) {
  let k = 0;
  const last = sizes.length - 1;
  const at = (/** @type {number} */ layer) => ({ x: layer * STEP, y: 0 });
  const nodes = sizes.map((size, layer) =>
    layer === 0
      ? {
          id: 'l0',
          kind: 'input',
          size,
          values: Array.from({ length: size }, (_, i) => noise(i)),
          position: at(0),
          view: 'units',
        }
      : { id: `l${layer}`, kind: 'layer', size, activation: 'tanh', bias: null, position: at(layer), view: 'units' },
  );
  const loss = {
    id: 'L',
    kind: 'loss',
    loss: 'mse',
    target: new Array(sizes[last]).fill(0),
    position: at(sizes.length),
  };
  const edges = sizes.slice(1).map((size, i) => ({
    id: `w${i + 1}`,
    source: `l${i}`,
    target: `l${i + 1}`,
    weight: Array.from({ length: size }, () => Array.from({ length: sizes[i] }, () => noise(k++))),
  }));
  return JSON.stringify({
    format: 'gradpath',
    version: 1,
    name: 'bench',
    nodes: [...nodes, loss],
    edges: [...edges, { id: 'e', source: `l${last}`, target: 'L' }],
  });
}

/** Edges that a click on the first weight lights: itself and all that its target feeds. @param {ReturnType<typeof graph>} network */
export function litBy({ edges }) {
  const reached = new Set([edges[0].target]);
  const lit = new Set([edges[0].id]);
  for (const edge of edges) {
    if (!reached.has(edge.source)) continue;
    reached.add(edge.target);
    lit.add(edge.id);
  }
  return lit;
}

/**
 * The algorithm of TensorFlow Playground, written anew from its description: an object per node and per link, forward by
 * walking a node's links, backward by accumulating each link's derivative, update after a batch.
 */

const ACTIVATIONS = {
  tanh: { value: Math.tanh, derivative: (/** @type {number} */ z) => 1 - Math.tanh(z) ** 2 },
  relu: {
    value: (/** @type {number} */ z) => Math.max(0, z),
    derivative: (/** @type {number} */ z) => (z > 0 ? 1 : 0),
  },
  identity: { value: (/** @type {number} */ z) => z, derivative: () => 1 },
};

class Node {
  /** @param {keyof typeof ACTIVATIONS} activation */
  constructor(activation) {
    this.activation = ACTIVATIONS[activation];
    /** @type {Link[]} */
    this.inputs = [];
    /** @type {Link[]} */
    this.outputs = [];
    this.bias = 0;
    this.z = 0;
    this.a = 0;
    this.dLda = 0;
    this.dLdz = 0;
    this.biasGradient = 0;
  }
}

class Link {
  /** @param {Node} source @param {Node} target @param {number} weight */
  constructor(source, target, weight) {
    this.source = source;
    this.target = target;
    this.weight = weight;
    this.gradient = 0;
    this.accumulated = 0;
    source.outputs.push(this);
    target.inputs.push(this);
  }
}

export class ObjectGraph {
  /** @param {Node[][]} layers */
  constructor(layers) {
    this.layers = layers;
    this.count = 0;
  }

  /** @param {import('./networks.mjs').Dense} dense @param {{ rows: number, cols: number, weight: Float64Array }[]} weights */
  static dense(dense, weights) {
    const last = dense.sizes.length - 1;
    const layers = dense.sizes.map((size, i) =>
      Array.from({ length: size }, () => new Node(i === last && dense.loss !== 'mse' ? 'identity' : dense.activation)),
    );
    weights.forEach(({ rows, cols, weight }, i) => {
      for (let row = 0; row < rows; row++) {
        for (let col = 0; col < cols; col++) new Link(layers[i][col], layers[i + 1][row], weight[row * cols + col]);
      }
    });
    return new ObjectGraph(layers);
  }

  /** @param {{ width: number, layers: number, edges: { source: number, target: number, weight: number }[] }} graph */
  static sparse({ width, layers: depth, edges }) {
    const layers = Array.from({ length: depth + 1 }, () => Array.from({ length: width }, () => new Node('tanh')));
    const node = (/** @type {number} */ unit) => layers[Math.floor(unit / width)][unit % width];
    for (const { source, target, weight } of edges) new Link(node(source), node(target), weight);
    return new ObjectGraph(layers);
  }

  /** @param {ArrayLike<number>} x @param {number} offset */
  forward(x, offset = 0) {
    const [inputs, ...rest] = this.layers;
    for (let i = 0; i < inputs.length; i++) inputs[i].a = x[offset + i];
    for (const layer of rest) {
      for (const node of layer) {
        node.z = node.bias;
        for (const link of node.inputs) node.z += link.weight * link.source.a;
        node.a = node.activation.value(node.z);
      }
    }
  }

  /** @param {ArrayLike<number>} adjoints ∂L/∂a of the last layer */
  backward(adjoints) {
    const last = this.layers[this.layers.length - 1];
    for (let i = 0; i < last.length; i++) last[i].dLda = adjoints[i];
    for (let l = this.layers.length - 1; l > 0; l--) {
      for (const node of this.layers[l]) {
        node.dLdz = node.dLda * node.activation.derivative(node.z);
        node.biasGradient += node.dLdz;
        for (const link of node.inputs) {
          link.gradient = node.dLdz * link.source.a;
          link.accumulated += link.gradient;
        }
      }
      if (l === 1) break;
      for (const node of this.layers[l - 1]) {
        node.dLda = 0;
        for (const link of node.outputs) node.dLda += link.weight * link.target.dLdz;
      }
    }
    this.count += 1;
  }

  /** @param {number} rate */
  update(rate) {
    for (const layer of this.layers) {
      for (const node of layer) {
        node.bias -= (rate * node.biasGradient) / this.count;
        node.biasGradient = 0;
        for (const link of node.inputs) {
          link.weight -= (rate * link.accumulated) / this.count;
          link.accumulated = 0;
        }
      }
    }
    this.count = 0;
  }

  /** Activations of the last layer. */
  outputs() {
    return this.layers[this.layers.length - 1].map((node) => node.a);
  }
}

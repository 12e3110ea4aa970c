/**
 * Every engine behind one interface: `prepare(dense, data)` gives `{ step(batches), weights() }` where `step` runs that many
 * training steps (forward, loss, backward, SGD update) over the data in order. Engines that cannot do a workload give null.
 */
import { createRequire } from 'node:module';
import { denseSpec, denseWeights } from './networks.mjs';
import { ObjectGraph } from './playground.mjs';

const require = createRequire(import.meta.url);
const RATE = 0.01;

/** @param {number[]} a @param {ArrayLike<number>} y @param {number} at */
function lossAdjoints(a, y, at, loss) {
  if (loss === 'mse') return a.map((value, i) => (2 * (value - y[at + i])) / a.length);
  const top = Math.max(...a);
  const exps = a.map((value) => Math.exp(value - top));
  const sum = exps.reduce((x, v) => x + v, 0);
  return exps.map((value, i) => value / sum - y[at + i]);
}

/** Takes mini-batches in order, again from the start at the end. */
function cursor(count, batch) {
  let at = 0;
  return () => {
    if (at + batch > count) at = 0;
    at += batch;
    return at - batch;
  };
}

/** @param {typeof import('../../src/engine/index')} engine */
export function gradpath(engine) {
  return {
    name: 'gradpath',
    async prepare(dense, { xs, ys, count }) {
      const trainer = engine.createTrainer(
        denseSpec(dense),
        { inputs: xs, targets: ys, count },
        { optimizer: { kind: 'sgd', learningRate: RATE }, batchSize: dense.batch, shuffle: false },
      );
      return { step: (n) => void trainer.run(n), weights: () => trainer.params(), backend: trainer.backend };
    },
  };
}

function tensorflow(backend) {
  return {
    name: `tfjs ${backend}`,
    async prepare(dense, data) {
      const tf = require('@tensorflow/tfjs');
      if (backend === 'wasm') {
        const wasm = require('@tensorflow/tfjs-backend-wasm');
        const path = require.resolve('@tensorflow/tfjs-backend-wasm/package.json').replace('package.json', 'dist/');
        wasm.setWasmPaths(path);
      }
      const { sizes, activation, loss, batch } = dense;
      const use = async () => {
        if (tf.getBackend() !== backend) await tf.setBackend(backend);
        await tf.ready();
      };
      await use();
      const variables = denseWeights(dense).flatMap(({ rows, cols, weight }) => [
        tf.variable(tf.transpose(tf.tensor2d(Float32Array.from(weight), [rows, cols]))),
        tf.variable(tf.zeros([rows])),
      ]);
      const next = cursor(data.count, batch);
      const last = sizes.length - 2;
      const act = { tanh: tf.tanh, relu: tf.relu, sigmoid: tf.sigmoid }[activation];
      const optimizer = tf.train.sgd(RATE);
      return {
        use,
        step(n) {
          for (let k = 0; k < n; k++) {
            const at = next();
            tf.tidy(() => {
              const x = tf.tensor2d(data.xs.subarray(at * data.inputs, (at + batch) * data.inputs), [
                batch,
                data.inputs,
              ]);
              const y = tf.tensor2d(data.ys.subarray(at * data.outputs, (at + batch) * data.outputs), [
                batch,
                data.outputs,
              ]);
              optimizer.minimize(
                () => {
                  let a = x;
                  for (let l = 0; l <= last; l++) {
                    const z = tf.add(tf.matMul(a, variables[2 * l]), variables[2 * l + 1]);
                    a = l === last && loss !== 'mse' ? z : act(z);
                  }
                  return loss === 'mse' ? tf.losses.meanSquaredError(y, a) : tf.losses.softmaxCrossEntropy(y, a);
                },
                false,
                variables,
              );
            });
          }
          // A backend may be lazy: reading a number makes it finish.
          variables[0].dataSync();
        },
        weights: () => tf.tidy(() => tf.transpose(variables[0]).dataSync().slice()),
      };
    },
  };
}

const playground = {
  name: 'playground',
  async prepare(dense, data) {
    const graph = ObjectGraph.dense(dense, denseWeights(dense));
    const next = cursor(data.count, dense.batch);
    return {
      step(n) {
        for (let k = 0; k < n; k++) {
          const at = next();
          for (let i = at; i < at + dense.batch; i++) {
            graph.forward(data.xs, i * data.inputs);
            graph.backward(lossAdjoints(graph.outputs(), data.ys, i * data.outputs, dense.loss));
          }
          graph.update(RATE);
        }
      },
      weights: () => Float64Array.from(graph.layers[1].flatMap((node) => node.inputs.map((link) => link.weight))),
    };
  },
};

const convnetjs = {
  name: 'convnetjs',
  async prepare(dense, data) {
    const { Net, Trainer, Vol } = require('convnetjs');
    const { sizes, activation, loss, batch } = dense;
    const net = new Net();
    const inner = sizes.slice(1, -1).map((size) => ({ type: 'fc', num_neurons: size, activation, bias_pref: 0 }));
    const outputs = sizes[sizes.length - 1];
    net.makeLayers([
      { type: 'input', out_sx: 1, out_sy: 1, out_depth: sizes[0] },
      ...inner,
      ...(loss === 'mse'
        ? [{ type: 'regression', num_neurons: outputs }]
        : [{ type: 'softmax', num_classes: outputs }]),
    ]);
    const trainer = new Trainer(net, {
      method: 'sgd',
      learning_rate: RATE,
      momentum: 0,
      batch_size: batch,
      l1_decay: 0,
      l2_decay: 0,
    });
    const volume = new Vol(1, 1, sizes[0], 0);
    const next = cursor(data.count, batch);
    return {
      step(n) {
        for (let k = 0; k < n; k++) {
          const at = next();
          for (let i = at; i < at + batch; i++) {
            volume.w.set(data.xs.subarray(i * data.inputs, (i + 1) * data.inputs));
            const y = data.ys.subarray(i * data.outputs, (i + 1) * data.outputs);
            trainer.train(volume, loss === 'mse' ? Array.from(y) : y.indexOf(1));
          }
        }
      },
      weights: null,
    };
  },
};

const synaptic = {
  name: 'synaptic',
  async prepare(dense, data) {
    // It updates after every sample, and builds code from text for each network: large ones take minutes.
    if (dense.loss !== 'mse' || dense.sizes[0] > 64) return null;
    const { Architect, Neuron } = require('synaptic');
    const net = new Architect.Perceptron(...dense.sizes);
    for (const layer of [...net.layers.hidden, net.layers.output]) layer.set({ squash: Neuron.squash.TANH });
    const rows = Array.from({ length: data.count }, (_, i) => ({
      x: Array.from(data.xs.subarray(i * data.inputs, (i + 1) * data.inputs)),
      y: Array.from(data.ys.subarray(i * data.outputs, (i + 1) * data.outputs)),
    }));
    const next = cursor(data.count, dense.batch);
    return {
      step(n) {
        for (let k = 0; k < n; k++) {
          const at = next();
          for (let i = at; i < at + dense.batch; i++) {
            net.activate(rows[i].x);
            net.propagate(RATE, rows[i].y);
          }
        }
      },
      weights: null,
    };
  },
};

const brain = {
  name: 'brain.js',
  async prepare(dense, data) {
    const { NeuralNetwork } = require('brain.js');
    const { sizes, activation, batch } = dense;
    const net = new NeuralNetwork({ hiddenLayers: sizes.slice(1, -1), activation, learningRate: RATE });
    net.sizes = sizes;
    net.initialize();
    const next = cursor(data.count, batch);
    const rows = Array.from({ length: data.count }, (_, i) => ({
      x: data.xs.subarray(i * data.inputs, (i + 1) * data.inputs),
      y: data.ys.subarray(i * data.outputs, (i + 1) * data.outputs),
    }));
    return {
      step(n) {
        for (let k = 0; k < n; k++) {
          const at = next();
          for (let i = at; i < at + batch; i++) {
            net.runInput(rows[i].x);
            net.calculateDeltas(rows[i].y);
            net.adjustWeights();
          }
        }
      },
      weights: null,
    };
  },
};

export const PEERS = [tensorflow('wasm'), tensorflow('cpu'), playground, convnetjs, synaptic, brain];

/**
 * Stored answers for training, made by TensorFlow.js: `node test/bench/answers.mjs` writes test/fixtures/training/*.json.
 * Gradients are TensorFlow.js' own at every step. Where its optimizer is defined as PyTorch's (SGD, momentum, Nesterov,
 * Adam) so is the step; where it is not (RMSProp keeps epsilon inside the root; AdamW and L1/L2 are missing) the step is
 * PyTorch's formula on TensorFlow.js' gradients.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { random } from './networks.mjs';

const require = createRequire(import.meta.url);
const tf = require('@tensorflow/tfjs');
await tf.setBackend('cpu');

const STEPS = 10;
const OUT = join(import.meta.dirname, '../fixtures/training');

const NETWORKS = [
  { name: 'tanh-mse', sizes: [2, 3, 2], activation: 'tanh', loss: 'mse' },
  { name: 'sigmoid-mse', sizes: [3, 4, 1], activation: 'sigmoid', loss: 'mse' },
  { name: 'relu-crossEntropy', sizes: [3, 5, 3], activation: 'relu', loss: 'crossEntropy' },
  { name: 'softplus-crossEntropy', sizes: [2, 4, 4, 2], activation: 'softplus', loss: 'crossEntropy' },
];

/** Named as gradpath's options. */
const OPTIMIZERS = [
  { kind: 'sgd', learningRate: 0.1 },
  { kind: 'sgd', learningRate: 0.05, momentum: 0.9 },
  { kind: 'sgd', learningRate: 0.05, momentum: 0.9, nesterov: true },
  { kind: 'rmsprop', learningRate: 0.01, alpha: 0.9, epsilon: 1e-6 },
  { kind: 'adam', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7 },
  { kind: 'adamw', learningRate: 0.02, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, weightDecay: 0.05 },
  { kind: 'sgd', learningRate: 0.1, l2: 0.01, l1: 0.002 },
];

const ACT = { tanh: tf.tanh, sigmoid: tf.sigmoid, relu: tf.relu, softplus: tf.softplus };

function network({ sizes, loss }, seed) {
  const next = random(seed);
  const draw = (n, scale) => Array.from({ length: n }, () => Math.fround(scale * (2 * next() - 1)));
  const layers = sizes
    .slice(1)
    .map((rows, i) => ({ rows, cols: sizes[i], weight: draw(rows * sizes[i], 0.8), bias: draw(rows, 0.3) }));
  const count = 5;
  const inputs = draw(count * sizes[0], 1);
  const outputs = sizes[sizes.length - 1];
  const targets =
    loss === 'mse'
      ? draw(count * outputs, 1)
      : Array.from({ length: count }, (_, i) =>
          Array.from({ length: outputs }, (_, k) => (k === i % outputs ? 1 : 0)),
        ).flat();
  return { layers, count, inputs, targets, outputs };
}

/** The step of an optimizer that TensorFlow.js has as PyTorch defines it; null for the others. */
function library(o) {
  if (o.l1 || o.l2) return null;
  if (o.kind === 'sgd')
    return o.momentum
      ? tf.train.momentum(o.learningRate, o.momentum, o.nesterov ?? false)
      : tf.train.sgd(o.learningRate);
  return o.kind === 'adam' ? tf.train.adam(o.learningRate, o.beta1, o.beta2, o.epsilon) : null;
}

/** PyTorch's formula on one parameter's gradient; `s` is that parameter's state. */
function formula(o, s, w, g, step) {
  return w.map((value, i) => {
    const gradient = g[i] + (o.l2 ?? 0) * value + (o.l1 ?? 0) * Math.sign(value);
    if (o.kind === 'sgd') return value - o.learningRate * gradient;
    if (o.kind === 'rmsprop') {
      s.v[i] = o.alpha * s.v[i] + (1 - o.alpha) * gradient ** 2;
      return value - (o.learningRate * gradient) / (Math.sqrt(s.v[i]) + o.epsilon);
    }
    s.m[i] = o.beta1 * s.m[i] + (1 - o.beta1) * gradient;
    s.v[i] = o.beta2 * s.v[i] + (1 - o.beta2) * gradient ** 2;
    const decayed = value * (1 - o.learningRate * o.weightDecay);
    const m = s.m[i] / (1 - o.beta1 ** step);
    const v = s.v[i] / (1 - o.beta2 ** step);
    return decayed - (o.learningRate * m) / (Math.sqrt(v) + o.epsilon);
  });
}

function lossOf({ activation, loss, sizes }, net, variables) {
  let a = tf.tensor2d(net.inputs, [net.count, sizes[0]]);
  const last = net.layers.length - 1;
  net.layers.forEach((_, i) => {
    const z = tf.add(tf.matMul(a, variables[2 * i], false, true), variables[2 * i + 1]);
    a = i === last ? z : ACT[activation](z);
  });
  const y = tf.tensor2d(net.targets, [net.count, net.outputs]);
  return loss === 'mse' ? tf.losses.meanSquaredError(y, a) : tf.losses.softmaxCrossEntropy(y, a);
}

mkdirSync(OUT, { recursive: true });
NETWORKS.forEach((task, index) => {
  const net = network(task, 11 + index);
  const runs = OPTIMIZERS.map((options) => {
    const variables = net.layers.flatMap(({ rows, cols, weight, bias }) => [
      tf.variable(tf.tensor2d(weight, [rows, cols])),
      tf.variable(tf.tensor1d(bias)),
    ]);
    const own = library(options);
    const states = variables.map(({ size }) => ({ m: new Float64Array(size), v: new Float64Array(size) }));
    const steps = [];
    for (let step = 1; step <= STEPS; step++) {
      const { value, grads } = tf.variableGrads(() => lossOf(task, net, variables), variables);
      const loss = value.dataSync()[0];
      const ordered = variables.map((variable) => grads[variable.name]);
      if (own) own.applyGradients(grads);
      else {
        variables.forEach((variable, i) => {
          const w = formula(options, states[i], Array.from(variable.dataSync()), ordered[i].dataSync(), step);
          variable.assign(tf.tensor(w, variable.shape));
        });
      }
      steps.push({ loss, params: variables.map((variable) => Array.from(variable.dataSync())) });
    }
    return { options, steps };
  });
  const file = {
    madeWith: `@tensorflow/tfjs ${tf.version_core ?? tf.version.tfjs}, cpu backend, float32; test/bench/answers.mjs`,
    tolerance: 2e-5,
    ...task,
    layers: net.layers,
    count: net.count,
    inputs: net.inputs,
    targets: net.targets,
    runs,
  };
  writeFileSync(join(OUT, `${task.name}.json`), `${JSON.stringify(file)}\n`);
});

/** Every loss: value, local derivative in each unit it takes, TeX, and which targets make sense. */
import type { LossName } from '../types';
import { logistic, softplus } from './special';

export interface LossOp {
  readonly title: string;
  /** L(a, t); 0 for no units. */
  value(a: Float64Array, t: Float64Array): number;
  /** ∂L/∂a_i for every i. */
  localDerivative(a: Float64Array, t: Float64Array): Float64Array;
  /** What each target has to be. */
  readonly targets: 'any' | 'probability' | 'distribution';
  readonly tex: {
    readonly symbol: string;
    /** The loss of n units a_i with targets t_i. */
    readonly value: (a: string, t: string) => string;
    /** ∂L/∂a_i. `n` is the number of units. */
    readonly derivative: (a: string, t: string, n: string) => string;
  };
}

function mean(a: Float64Array, term: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += term(i);
  return a.length === 0 ? 0 : sum / a.length;
}

/** t·log(a) with 0·log(0) = 0: a certain target that is met costs nothing. */
function tLog(t: number, a: number): number {
  return t === 0 ? 0 : t * Math.log(a);
}

function logSumExp(a: Float64Array): number {
  let largest = -Infinity;
  for (const value of a) if (value > largest || Number.isNaN(value)) largest = value;
  if (a.length === 0 || !Number.isFinite(largest)) return largest;
  let sum = 0;
  for (const value of a) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

export const LOSSES: Readonly<Record<LossName, LossOp>> = {
  mse: {
    title: 'Mean squared error',
    value: (a, t) => mean(a, (i) => (a[i] - t[i]) ** 2),
    localDerivative: (a, t) => a.map((value, i) => (2 * (value - t[i])) / a.length),
    targets: 'any',
    tex: {
      symbol: '\\mathrm{MSE}',
      value: (a, t) => `\\frac{1}{n}\\sum_i (${a}_i-${t}_i)^2`,
      derivative: (a, t, n) => (n === '1' ? `2\\,(${a}-${t})` : `\\frac{2}{${n}}(${a}-${t})`),
    },
  },
  halfSquaredError: {
    title: 'Half squared error',
    value: (a, t) => (a.length / 2) * mean(a, (i) => (a[i] - t[i]) ** 2),
    localDerivative: (a, t) => a.map((value, i) => value - t[i]),
    targets: 'any',
    tex: {
      symbol: '\\tfrac12\\mathrm{SE}',
      value: (a, t) => `\\frac{1}{2}\\sum_i (${a}_i-${t}_i)^2`,
      derivative: (a, t) => `${a}-${t}`,
    },
  },
  mae: {
    title: 'Mean absolute error',
    value: (a, t) => mean(a, (i) => Math.abs(a[i] - t[i])),
    localDerivative: (a, t) => a.map((value, i) => Math.sign(value - t[i]) / a.length),
    targets: 'any',
    tex: {
      symbol: '\\mathrm{MAE}',
      value: (a, t) => `\\frac{1}{n}\\sum_i |${a}_i-${t}_i|`,
      derivative: (a, t, n) =>
        n === '1' ? `\\operatorname{sgn}(${a}-${t})` : `\\frac{1}{${n}}\\operatorname{sgn}(${a}-${t})`,
    },
  },
  bce: {
    title: 'Binary cross-entropy',
    value: (a, t) => -mean(a, (i) => tLog(t[i], a[i]) + tLog(1 - t[i], 1 - a[i])),
    localDerivative: (a, t) =>
      a.map((value, i) => {
        const yes = t[i] === 0 ? 0 : t[i] / value;
        const no = t[i] === 1 ? 0 : (1 - t[i]) / (1 - value);
        return (no - yes) / a.length;
      }),
    targets: 'probability',
    tex: {
      symbol: '\\mathrm{BCE}',
      value: (a, t) => `-\\frac{1}{n}\\sum_i \\bigl(${t}_i\\ln ${a}_i+(1-${t}_i)\\ln(1-${a}_i)\\bigr)`,
      derivative: (a, t, n) =>
        `${n === '1' ? '' : `\\frac{1}{${n}}`}\\left(\\frac{1-${t}}{1-${a}}-\\frac{${t}}{${a}}\\right)`,
    },
  },
  bceWithLogits: {
    title: 'Binary cross-entropy on logits',
    value: (a, t) => mean(a, (i) => softplus(a[i]) - t[i] * a[i]),
    localDerivative: (a, t) => a.map((value, i) => (logistic(value) - t[i]) / a.length),
    targets: 'probability',
    tex: {
      symbol: '\\mathrm{BCE}_{\\sigma}',
      value: (a, t) => `\\frac{1}{n}\\sum_i \\bigl(\\ln(1+e^{${a}_i})-${t}_i\\,${a}_i\\bigr)`,
      derivative: (a, t, n) => (n === '1' ? `\\sigma(${a})-${t}` : `\\frac{1}{${n}}(\\sigma(${a})-${t})`),
    },
  },
  crossEntropy: {
    title: 'Cross-entropy on logits',
    value: (a, t) => {
      if (a.length === 0) return 0;
      const top = logSumExp(a);
      let sum = 0;
      for (let i = 0; i < a.length; i++) if (t[i] !== 0) sum += t[i] * (top - a[i]);
      return sum;
    },
    localDerivative: (a, t) => {
      const top = logSumExp(a);
      let total = 0;
      for (const target of t) total += target;
      return a.map((value, i) => total * Math.exp(value - top) - t[i]);
    },
    targets: 'distribution',
    tex: {
      symbol: '\\mathrm{CE}',
      value: (a, t) => `-\\sum_i ${t}_i\\ln\\frac{e^{${a}_i}}{\\sum_k e^{${a}_k}}`,
      derivative: (a, t) => `\\frac{e^{${a}}}{\\sum_k e^{a_k}}-${t}`,
    },
  },
};

/** Every activation: value, local derivative at z, TeX. Menus, plots and equations read this and nothing else. */
import type { ActivationName } from '../types';
import { logistic, normalCdf, normalPdf, softplus } from './special';

export interface ActivationOp {
  readonly title: string;
  /** φ(z) of one unit. Softmax couples the units of its layer: here its value over a layer of one. */
  value(z: number): number;
  /** φ′(z), at z and never at a; at a kink the value that FORMAT fixes. */
  localDerivative(z: number): number;
  /** False for softmax, whose activations each depend on all pre-activations. */
  readonly elementwise: boolean;
  /** Points where φ is not differentiable. */
  readonly kinks: readonly number[];
  readonly tex: {
    /** The symbol: σ, tanh … */
    readonly symbol: string;
    /** φ of an argument, written out. */
    readonly value: (z: string) => string;
    /** φ′ of an argument, written out. */
    readonly derivative: (z: string) => string;
  };
}

const cases = (yes: string, when: string, no: string) =>
  `\\begin{cases}${yes} & ${when}\\\\ ${no} & \\text{otherwise}\\end{cases}`;

export const ACTIVATIONS: Readonly<Record<ActivationName, ActivationOp>> = {
  identity: {
    title: 'Identity',
    value: (z) => z,
    localDerivative: () => 1,
    elementwise: true,
    kinks: [],
    tex: { symbol: '\\mathrm{id}', value: (z) => z, derivative: () => '1' },
  },
  step: {
    title: 'Unit step',
    value: (z) => (z >= 0 ? 1 : 0),
    localDerivative: () => 0,
    elementwise: true,
    kinks: [0],
    tex: { symbol: 'H', value: (z) => cases('1', `${z} \\ge 0`, '0'), derivative: () => '0' },
  },
  sigmoid: {
    title: 'Sigmoid',
    value: logistic,
    localDerivative: (z) => logistic(z) * logistic(-z),
    elementwise: true,
    kinks: [],
    tex: {
      symbol: '\\sigma',
      value: (z) => `\\frac{1}{1+e^{-${z}}}`,
      derivative: (z) => `\\sigma(${z})\\,(1-\\sigma(${z}))`,
    },
  },
  tanh: {
    title: 'Tanh',
    value: Math.tanh,
    localDerivative: (z) => 1 / Math.cosh(z) ** 2,
    elementwise: true,
    kinks: [],
    tex: { symbol: '\\tanh', value: (z) => `\\tanh(${z})`, derivative: (z) => `1-\\tanh^2(${z})` },
  },
  relu: {
    title: 'ReLU',
    value: (z) => (z > 0 ? z : Number.isNaN(z) ? z : 0),
    localDerivative: (z) => (z > 0 ? 1 : 0),
    elementwise: true,
    kinks: [0],
    tex: {
      symbol: '\\mathrm{ReLU}',
      value: (z) => `\\max(0, ${z})`,
      derivative: (z) => cases('1', `${z} > 0`, '0'),
    },
  },
  leakyRelu: {
    title: 'Leaky ReLU',
    value: (z) => (z > 0 ? z : 0.01 * z),
    localDerivative: (z) => (z > 0 ? 1 : 0.01),
    elementwise: true,
    kinks: [0],
    tex: {
      symbol: '\\mathrm{LReLU}',
      value: (z) => cases(z, `${z} > 0`, `0.01\\,${z}`),
      derivative: (z) => cases('1', `${z} > 0`, '0.01'),
    },
  },
  elu: {
    title: 'ELU',
    value: (z) => (z > 0 ? z : Math.expm1(z)),
    localDerivative: (z) => (z > 0 ? 1 : Math.exp(z)),
    elementwise: true,
    kinks: [],
    tex: {
      symbol: '\\mathrm{ELU}',
      value: (z) => cases(z, `${z} > 0`, `e^{${z}}-1`),
      derivative: (z) => cases('1', `${z} > 0`, `e^{${z}}`),
    },
  },
  gelu: {
    title: 'GELU',
    value: (z) => z * normalCdf(z),
    localDerivative: (z) => normalCdf(z) + z * normalPdf(z),
    elementwise: true,
    kinks: [],
    tex: {
      symbol: '\\mathrm{GELU}',
      value: (z) => `${z}\\,\\Phi(${z})`,
      derivative: (z) => `\\Phi(${z})+${z}\\,\\varphi_{\\mathcal N}(${z})`,
    },
  },
  silu: {
    title: 'SiLU',
    value: (z) => z * logistic(z),
    localDerivative: (z) => logistic(z) * (1 + z * logistic(-z)),
    elementwise: true,
    kinks: [],
    tex: {
      symbol: '\\mathrm{SiLU}',
      value: (z) => `${z}\\,\\sigma(${z})`,
      derivative: (z) => `\\sigma(${z})\\,\\bigl(1+${z}\\,(1-\\sigma(${z}))\\bigr)`,
    },
  },
  softplus: {
    title: 'Softplus',
    value: softplus,
    localDerivative: logistic,
    elementwise: true,
    kinks: [],
    tex: { symbol: '\\zeta', value: (z) => `\\ln(1+e^{${z}})`, derivative: (z) => `\\sigma(${z})` },
  },
  softmax: {
    title: 'Softmax',
    value: (z) => (Number.isNaN(z) ? z : 1),
    localDerivative: () => 0,
    elementwise: false,
    kinks: [],
    tex: {
      symbol: '\\mathrm{softmax}',
      value: (z) => `\\frac{e^{${z}}}{\\sum_k e^{z_k}}`,
      derivative: () => 'a_j\\,([i=j]-a_i)',
    },
  },
};

/** Softmax of `z` into `a`, shifted by the largest so that nothing overflows. */
export function softmaxInto(z: Float64Array, a: Float64Array): void {
  let largest = -Infinity;
  for (let i = 0; i < z.length; i++) if (z[i] > largest || Number.isNaN(z[i])) largest = z[i];
  let sum = 0;
  for (let i = 0; i < z.length; i++) {
    a[i] = Math.exp(z[i] - largest);
    sum += a[i];
  }
  for (let i = 0; i < z.length; i++) a[i] /= sum;
}

/** ∂a_j/∂z_i of a softmax with activations `a`. */
export function softmaxDerivative(aj: number, ai: number, same: boolean): number {
  return aj * ((same ? 1 : 0) - ai);
}

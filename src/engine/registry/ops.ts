/** Every op: value, local derivative in each source unit, TeX. */
import type { OpName } from '../types';

export interface OpEntry {
  readonly title: string;
  readonly sign: string;
  /** True when all sources have the result's size; concat strings them together instead. */
  readonly elementwise: boolean;
  /** The result of the sources into `out`. No source at all gives the neutral element. */
  value(sources: readonly Float64Array[], out: Float64Array): void;
  /** ∂out/∂source[k][i], of the one unit of the result that depends on it. */
  localDerivative(sources: readonly Float64Array[], k: number, i: number): number;
  readonly tex: {
    readonly value: (terms: readonly string[]) => string;
    readonly derivative: (others: readonly string[]) => string;
  };
}

export const OPS: Readonly<Record<OpName, OpEntry>> = {
  add: {
    title: 'Add',
    sign: '+',
    elementwise: true,
    value(sources, out) {
      out.fill(0);
      for (const source of sources) for (let i = 0; i < out.length; i++) out[i] += source[i];
    },
    localDerivative: () => 1,
    tex: { value: (terms) => terms.join('+'), derivative: () => '1' },
  },
  multiply: {
    title: 'Multiply',
    sign: '×',
    elementwise: true,
    value(sources, out) {
      out.fill(1);
      for (const source of sources) for (let i = 0; i < out.length; i++) out[i] *= source[i];
    },
    localDerivative(sources, k, i) {
      let product = 1;
      for (let other = 0; other < sources.length; other++) if (other !== k) product *= sources[other][i];
      return product;
    },
    tex: {
      value: (terms) => terms.join('\\cdot '),
      derivative: (others) => (others.length === 0 ? '1' : others.join('\\cdot ')),
    },
  },
  concat: {
    title: 'Concat',
    sign: '⧺',
    elementwise: false,
    value(sources, out) {
      let at = 0;
      for (const source of sources) {
        out.set(source, at);
        at += source.length;
      }
    },
    localDerivative: () => 1,
    tex: { value: (terms) => `(${terms.join(',\\,')})`, derivative: () => '1' },
  },
};

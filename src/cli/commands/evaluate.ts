import type { Layout } from '../../engine';
import { lossName } from '../../model/names';
import { type Loaded, load } from '../load';
import { json, short, table } from '../output';
import type { Command } from './command';

function rowsOf(values: Float64Array, rows: number, cols: number, offset: number): number[][] {
  return Array.from({ length: rows }, (_, row) =>
    Array.from(values.subarray(offset + row * cols, offset + (row + 1) * cols)),
  );
}

function gradients({ weights, biases }: Layout, gradient: Float64Array): Record<string, number[][] | number[]> {
  const out: Record<string, number[][] | number[]> = {};
  for (const [id, { offset, rows, cols }] of Object.entries(weights)) out[id] = rowsOf(gradient, rows, cols, offset);
  for (const [id, { offset, size }] of Object.entries(biases)) {
    out[`${id}.bias`] = Array.from(gradient.subarray(offset, offset + size));
  }
  return out;
}

function nodes({ plan, document, forward }: Loaded): Record<string, { z?: number[]; a: number[] }> {
  return Object.fromEntries(
    document.nodes.map(({ id, kind }) => {
      const { offset, size } = plan.layout.units[id];
      const slice = (values: Float64Array) => Array.from(values.subarray(offset, offset + size));
      return [id, kind === 'layer' ? { z: slice(forward.z), a: slice(forward.a) } : { a: slice(forward.a) }];
    }),
  );
}

/** Rows of gradients that a person is shown; the rest is a count. */
const SHOWN = 40;

function people(loaded: Loaded): string {
  const { plan, document, forward, backward } = loaded;
  const units: string[][] = [['unit', 'z', 'a', `d${lossName(document).text}/dz`]];
  for (const { id, kind } of document.nodes) {
    const { offset, size } = plan.layout.units[id];
    for (let unit = 0; unit < size && units.length <= SHOWN; unit++) {
      const layer = kind === 'layer';
      units.push([
        kind === 'loss' ? id : `${id}[${unit}]`,
        layer ? short(forward.z[offset + unit]) : '',
        short(forward.a[offset + unit]),
        layer ? short(backward.dLdz[offset + unit]) : '',
      ]);
    }
  }
  const params: string[][] = [['parameter', 'value', 'gradient']];
  const add = (name: string, at: number) => {
    if (params.length <= SHOWN) params.push([name, short(loaded.numbers.params[at]), short(backward.gradient[at])]);
  };
  for (const [id, { offset, rows, cols }] of Object.entries(plan.layout.weights)) {
    for (let k = 0; k < rows * cols && params.length <= SHOWN; k++)
      add(`${id}[${Math.floor(k / cols)},${k % cols}]`, offset + k);
  }
  for (const [id, { offset, size }] of Object.entries(plan.layout.biases)) {
    for (let unit = 0; unit < size; unit++) add(`${id}.bias[${unit}]`, offset + unit);
  }
  const left = plan.layout.paramCount - (params.length - 1);
  const rest = left > 0 ? `… and ${left} more parameters (--json has all)\n` : '';
  return `${document.name}\nloss  ${short(forward.loss)}\n\n${table(units)}\n${table(params)}${rest}`;
}

export const evaluate: Command = {
  name: 'eval',
  usage: 'eval FILE [--json]',
  summary: 'loss, units and gradients',
  options: { json: 'flag' },
  run(args) {
    const loaded = load(args.file);
    if (!args.flags.has('json')) return people(loaded);
    return json({
      loss: loaded.forward.loss,
      nodes: nodes(loaded),
      gradients: gradients(loaded.plan.layout, loaded.backward.gradient),
    });
  },
};

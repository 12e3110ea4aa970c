/** The one linear layer that a network of linear layers is: read off by running it on the unit vectors. */
import { forward, type PlanNode } from '../../engine';
import type { Examined } from './types';
import { short } from './units';

/** Inputs, and outputs, up to which the layer is written out. */
const WRITTEN = 4;

/** The units that a loss takes, as functions of the inputs: `h2[0] = 0.24·x + 0.1`; beyond a few only the size. */
export function oneLayer(network: Examined): string {
  const { doc, plan, numbers } = network;
  // The order of the file, as the engine takes its inputs.
  const inputs = doc.nodes.flatMap(({ id, kind }) => {
    const node = plan.node.get(id);
    return kind === 'input' && node ? unitNames(node) : [];
  });
  const ends = [
    ...new Set(
      plan.nodes.filter(({ kind }) => kind === 'loss').flatMap(({ incoming }) => incoming.map(({ source }) => source)),
    ),
  ];
  const outputs = ends.flatMap((node) => unitNames(node).map((name, unit) => ({ name, at: node.offset + unit })));
  if (inputs.length > WRITTEN || outputs.length > WRITTEN) {
    return `a matrix of ${outputs.length} × ${inputs.length} and a bias`;
  }
  const run = (values: Float64Array) => forward(plan, { ...numbers, inputs: values }).a;
  const constant = run(new Float64Array(plan.inputCount));
  const columns = inputs.map((_, i) => {
    const unit = new Float64Array(plan.inputCount);
    unit[i] = 1;
    return run(unit);
  });
  return outputs
    .map(({ name, at }) => {
      const terms = columns.map((column, i) => `${short(column[at] - constant[at])}·${inputs[i]}`);
      return `${name} = ${[...terms, short(constant[at])].join(' + ').replaceAll('+ -', '− ')}`;
    })
    .join(', ');
}

function unitNames({ id, size }: PlanNode): string[] {
  return size === 1 ? [id] : Array.from({ length: size }, (_, unit) => `${id}[${unit}]`);
}

/** Where the paths of a parameter begin: at every use of its matrix, or at the biased unit. SPEC: P7. */
import { EngineError } from '../errors';
import type { Plan } from '../plan';
import type { ForwardTrace, ParamRef } from '../types';

export interface PathStart {
  /** The z that the parameter enters. */
  readonly point: number;
  /** ∂z/∂θ: the source's activation, or 1 for a bias. */
  readonly factor: number;
  /** Edge id of the use, or node id of the bias. */
  readonly name: string;
  /** Whose activation the factor is; the biased unit itself for a bias. */
  readonly source: { readonly node: string; readonly unit: number };
}

/** Uses of a parameter in the order of the file. Throws EngineError for one that does not exist. */
export function pathStarts(plan: Plan, forward: ForwardTrace, param: ParamRef): PathStart[] {
  if (param.kind === 'bias') {
    const node = plan.node.get(param.node);
    if (!node || node.bias < 0 || param.unit >= node.size) throw unknown(`${param.node}.bias[${param.unit}]`);
    const point = node.offset + param.unit;
    return [{ point, factor: 1, name: node.id, source: { node: node.id, unit: param.unit } }];
  }
  const { edge: id, row, col } = param;
  const uses = plan.edges.filter((edge) => edge.owner === id);
  if (uses.length === 0 || row >= uses[0].rows || col >= uses[0].cols) throw unknown(`${id}[${row},${col}]`);
  if (uses[0].mask && uses[0].mask[row * uses[0].cols + col] === 0) {
    throw new EngineError('unknownParam', id, `${id}[${row},${col}] is masked: that connection does not exist`);
  }
  return uses.map(({ id: name, source, target }) => ({
    point: target.offset + row,
    factor: forward.a[source.offset + col],
    name,
    source: { node: source.id, unit: col },
  }));
}

/** Index of a parameter in the parameter arena. */
export function paramIndex(plan: Plan, param: ParamRef): number {
  if (param.kind === 'bias') return plan.layout.biases[param.node].offset + param.unit;
  const slot = plan.layout.weights[param.edge];
  return slot.offset + param.row * slot.cols + param.col;
}

function unknown(address: string): EngineError {
  return new EngineError('unknownParam', address, `there is no parameter ${address}`);
}

/**
 * The other way to everything about paths: list them all, recursively, from the spec and the values of a pass, with local
 * derivatives by the textbook. Shares no code with the engine's sweeps.
 */
import {
  ACTIVATIONS,
  type ForwardTrace,
  LOSSES,
  type NetworkSpec,
  type NodeSpec,
  type ParamRef,
  type Plan,
} from '../../../src/engine';

export interface BrutePath {
  readonly units: string[];
  readonly contribution: number;
  readonly live: boolean;
  /** Names of the connections it runs through, as FORMAT names flows. */
  readonly steps: string[];
}

/** Every structural path of a parameter. */
export function bruteForcePaths(spec: NetworkSpec, plan: Plan, trace: ForwardTrace, param: ParamRef): BrutePath[] {
  const node = new Map(spec.nodes.map((item) => [item.id, item]));
  const at = (id: string, unit: number) => plan.layout.units[id].offset + unit;
  const a = (id: string, unit: number) => trace.a[at(id, unit)];
  const size = (id: string) => plan.layout.units[id].size;
  const outgoing = (id: string) => spec.edges.filter((edge) => edge.source === id);
  const incoming = (id: string) => spec.edges.filter((edge) => edge.target === id);
  const own = (edge: (typeof spec.edges)[number]) =>
    spec.edges.find((other) => other.id === (edge.tiedTo ?? edge.id)) as typeof edge;
  const found: BrutePath[] = [];

  const slotOf = (target: string, id: string) => {
    let slot = 0;
    for (const edge of incoming(target)) {
      if (edge.source === id) return slot;
      slot += size(edge.source);
    }
    return slot;
  };

  function fromActivation(
    id: string,
    unit: number,
    units: string[],
    steps: string[],
    product: number,
    live: boolean,
  ): void {
    for (const edge of outgoing(id)) {
      const target = node.get(edge.target) as NodeSpec;
      if (target.kind === 'layer') {
        const { weight, mask } = own(edge);
        const cols = size(id);
        for (let row = 0; row < target.size; row++) {
          if (mask && mask[row * cols + unit] === 0) continue;
          const w = (weight as Float64Array)[row * cols + unit];
          fromPreActivation(
            target.id,
            row,
            units,
            [...steps, `${edge.id}[${row},${unit}]`],
            product * w,
            live && w !== 0,
          );
        }
      } else if (target.kind === 'op') {
        const unit2 = target.op === 'concat' ? slotOf(target.id, id) + unit : unit;
        let local = 1;
        if (target.op === 'multiply') {
          for (const other of incoming(target.id)) if (other.source !== id) local *= a(other.source, unit);
        }
        const name = `${target.id}[${unit2}]`;
        fromActivation(
          target.id,
          unit2,
          [...units, name],
          [...steps, `${id}[${unit}]>${name}`],
          product * local,
          live && local !== 0,
        );
      } else if (target.kind === 'loss') {
        const all: number[] = [];
        for (const other of incoming(target.id))
          for (let i = 0; i < size(other.source); i++) all.push(a(other.source, i));
        const local = LOSSES[target.loss].localDerivative(Float64Array.from(all), target.target)[
          slotOf(target.id, id) + unit
        ];
        const contribution = live && local !== 0 ? product * local : 0;
        found.push({
          units: [...units, target.id],
          steps: [...steps, `${id}[${unit}]>${target.id}`],
          contribution,
          live: live && local !== 0,
        });
      }
    }
  }

  function fromPreActivation(
    id: string,
    unit: number,
    units: string[],
    steps: string[],
    product: number,
    live: boolean,
  ): void {
    const layer = node.get(id) as NodeSpec & { kind: 'layer' };
    if (layer.activation !== 'softmax') {
      const local = ACTIVATIONS[layer.activation].localDerivative(trace.z[at(id, unit)]);
      fromActivation(id, unit, [...units, `${id}[${unit}]`], steps, product * local, live && local !== 0);
      return;
    }
    for (let j = 0; j < layer.size; j++) {
      const local = a(id, j) * ((j === unit ? 1 : 0) - a(id, unit));
      const names = [`${id}.z[${unit}]`, `${id}[${j}]`];
      fromActivation(id, j, [...units, ...names], [...steps, names.join('>')], product * local, live && local !== 0);
    }
  }

  if (param.kind === 'bias') {
    fromPreActivation(param.node, param.unit, [], [], 1, true);
    return found;
  }
  for (const edge of spec.edges) {
    if (own(edge).id !== param.edge || node.get(edge.target)?.kind !== 'layer') continue;
    const factor = a(edge.source, param.col);
    fromPreActivation(edge.target, param.row, [], [], factor, factor !== 0);
  }
  return found;
}

/**
 * The passes step by step: forward in topological order (z, then a), the losses, then backward in reverse order (the
 * adjoint arrives, the local derivative, the gradients of what enters). A layer of several units is one step each. The
 * update that follows is in `update`.
 */
import { ACTIVATIONS, type BackwardTrace, type ForwardTrace, type Layout, LOSSES, OPS } from '../engine';
import { incoming, isWeighted, matrixOf, nodeById, sizeOf } from '../model/document';
import { idTex, lossName } from '../model/names';
import type { LayerNode, NetworkDocument, NodeRecord } from '../model/types';
import type { Equation, EquationFactor } from './equation';
import { paramNames } from './factors';
import { decimal, type Notation, partialTex, unitTex } from './symbols';
import { adjointEquation, deltaEquation } from './unitEquation';

export type Quantity = 'z' | 'a' | 'dLda' | 'dLdz' | 'gradient';

export interface PlayerStep {
  readonly phase: 'forward' | 'backward' | 'update';
  readonly node: string;
  /** The edge that the step is about, where it is about one; absent = the node. */
  readonly edge?: string;
  /** What becomes known of the node with this step; null = nothing new, numbers change instead. */
  readonly quantity: Quantity | null;
  /** May hold TeX between `$`, as labels do. */
  readonly title: string;
  readonly tex: string;
}

/** One run of a network, as the steps need it. */
export interface Passes {
  readonly layout: Layout;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
}

const DIGITS = 4;
/** A number inside a formula: four digits, negative ones in brackets. */
export const number = (value: number) => {
  const text = decimal(value, DIGITS);
  return text.startsWith('-') ? `(${text})` : text;
};

/**
 * An equation on one line: each product as the adjoint that arrives times local derivatives, then, if it is wanted, with its
 * numbers, then its value.
 */
function writtenOut({ left, terms, rest, value }: Equation, numbers: boolean): string {
  const joined = (write: (factor: EquationFactor, i: number, all: readonly EquationFactor[]) => string, more: string) =>
    [...terms.map(({ factors }) => factors.map(write).join(' \\cdot ')), ...(rest ? [more] : [])].join(' + ') || '0';
  const names = joined(
    ({ symbol, derivative }, i, { length }) => (i < length - 1 ? symbol : derivative).tex,
    rest ? `\\underbrace{\\cdots}_{${rest.count}\\ \\text{more}}` : '',
  );
  if (!numbers) return `${left.tex} = ${names}`;
  const inNumbers = joined((factor) => number(factor.value), rest ? number(rest.value) : '');
  const alone = terms.length + (rest ? 1 : 0) === 1 && terms[0].factors.length === 1;
  return `${left.tex} = ${names}${terms.length === 0 || alone ? '' : ` = ${inNumbers}`} = ${decimal(value, DIGITS)}`;
}

/** The steps of a network that has been run. Inputs are known from the start. */
export function playerSteps(doc: NetworkDocument, passes: Passes, notation: Notation): PlayerStep[] {
  const { layout, forward, backward } = passes;
  const at = (id: string) => layout.units[id].offset;
  const single = (node: NodeRecord) => sizeOf(node) === 1;
  const z = (id: string) => unitTex(doc, notation, 'z', id, 0);
  const a = (id: string) => unitTex(doc, notation, 'a', id, 0);
  const loss = lossName(doc).tex;
  const steps: PlayerStep[] = [];
  const name = (node: NodeRecord) => node.label ?? node.id;

  const weightedSum = (node: LayerNode): string => {
    const edges = incoming(doc, node.id);
    const small = single(node) && edges.every((edge) => single(nodeById(doc, edge.source) as NodeRecord));
    if (!small)
      return `z_{${idTex(node.id)}} = ${edges.map((edge) => `W_{${idTex(edge.id)}}\\,a_{${idTex(edge.source)}}`).join(' + ')}${node.bias ? ` + b_{${idTex(node.id)}}` : ''}`;
    const symbols = edges.map((edge) => `${paramNames(doc, `${edge.id}[0,0]`).tex}\\,${a(edge.source)}`);
    const values = edges.map(
      (edge) => `${number(matrixOf(doc, edge)?.[0] ?? 0)} \\cdot ${number(forward.a[at(edge.source)])}`,
    );
    if (node.bias) {
      symbols.push(`b_{${idTex(node.id)}}`);
      values.push(number(node.bias[0]));
    }
    return `${z(node.id)} = ${symbols.join(' + ') || '0'} = ${values.join(' + ') || '0'} = ${decimal(forward.z[at(node.id)], DIGITS)}`;
  };

  for (const id of layout.order) {
    const node = nodeById(doc, id) as NodeRecord;
    if (node.kind === 'input') continue;
    if (node.kind === 'layer') {
      steps.push({
        phase: 'forward',
        node: id,
        quantity: 'z',
        title: `${name(node)}: weighted sum`,
        tex: weightedSum(node),
      });
      const { symbol } = ACTIVATIONS[node.activation].tex;
      const tex = single(node)
        ? `${a(id)} = ${symbol}(${z(id)}) = ${symbol}(${decimal(forward.z[at(id)], DIGITS)}) = ${decimal(forward.a[at(id)], DIGITS)}`
        : `a_{${idTex(id)}} = ${symbol}(z_{${idTex(id)}})`;
      steps.push({ phase: 'forward', node: id, quantity: 'a', title: `${name(node)}: activation`, tex });
    } else if (node.kind === 'op') {
      const { value } = OPS[node.op].tex;
      const sources = incoming(doc, id).map(({ source }) => source);
      const numbers = sources.map((source) => number(forward.a[at(source)]));
      // What is put together is longer than its parts: there is no unit to stand for all.
      const whole = node.op === 'concat' && !single(node);
      const vector = (of: string) => (whole ? `a_{${idTex(of)}}` : a(of));
      const result = decimal(forward.a[at(id)], DIGITS);
      steps.push({
        phase: 'forward',
        node: id,
        quantity: 'a',
        title: `${name(node)}: ${OPS[node.op].title.toLowerCase()}`,
        tex: `${vector(id)} = ${value(sources.map(vector))}${single(node) ? ` = ${value(numbers)} = ${result}` : ''}`,
      });
    } else {
      const formula = LOSSES[node.loss].tex.value('a', 't');
      steps.push({
        phase: 'forward',
        node: id,
        quantity: 'a',
        title: `${name(node)}: the loss`,
        tex: `${idTex(id)} = ${formula} = ${decimal(forward.a[at(id)], DIGITS)}`,
      });
    }
  }
  for (const id of [...layout.order].reverse()) {
    const node = nodeById(doc, id) as NodeRecord;
    if (node.kind === 'loss') {
      steps.push({
        phase: 'backward',
        node: id,
        quantity: 'dLda',
        title: `${name(node)}: the loss in itself`,
        tex: `${partialTex(loss, idTex(id))} = 1`,
      });
      continue;
    }
    if (node.kind === 'input') continue;
    const one = single(node);
    steps.push({
      phase: 'backward',
      node: id,
      quantity: 'dLda',
      title: `${name(node)}: its adjoint is the sum over what it feeds`,
      tex: writtenOut(adjointEquation(doc, passes, node, 0, notation), one),
    });
    if (node.kind !== 'layer') continue;
    steps.push({
      phase: 'backward',
      node: id,
      quantity: 'dLdz',
      title: `${name(node)}: through its activation`,
      tex: writtenOut(deltaEquation(doc, passes, node, 0, notation), one),
    });
    const gradients = incoming(doc, id)
      .filter((edge) => isWeighted(doc, edge))
      .map((edge) => {
        const [delta, from] = [backward.dLdz[at(id)], forward.a[at(edge.source)]];
        const scalar = one && single(nodeById(doc, edge.source) as NodeRecord);
        const value = scalar ? ` = ${number(delta)} \\cdot ${number(from)} = ${decimal(delta * from, DIGITS)}` : '';
        return `${partialTex(loss, paramNames(doc, `${edge.id}[0,0]`).tex)} = ${partialTex(loss, z(id))} \\cdot ${a(edge.source)}${value}`;
      });
    if (node.bias) {
      const value = one ? ` = ${decimal(backward.dLdz[at(id)], DIGITS)}` : '';
      const bias = paramNames(doc, `${id}.bias[0]`).tex;
      gradients.push(`${partialTex(loss, bias)} = ${partialTex(loss, z(id))}${value}`);
    }
    if (gradients.length > 0) {
      steps.push({
        phase: 'backward',
        node: id,
        quantity: 'gradient',
        title: `${name(node)}: gradients of what enters`,
        tex: gradients.join(',\\quad '),
      });
    }
  }
  return steps;
}

/** What is known of each node after step `at`; nothing but the inputs before the first (-1). */
export type Known = ReadonlyMap<string, ReadonlySet<Quantity>>;

/** Which quantities of which nodes are known once the player has come to a step. */
export function knownAt(steps: readonly PlayerStep[], at: number): Known {
  const known = new Map<string, Set<Quantity>>();
  for (const { node, quantity } of steps.slice(0, at + 1))
    if (quantity !== null) known.set(node, (known.get(node) ?? new Set()).add(quantity));
  return known;
}

const PHASES = ['forward', 'backward', 'update'] as const;

/**
 * Where a jump to a node lands: at its first step, or, from one of its own steps, at the first of its next phase, round
 * and round. Null when no step is about it (an input).
 */
export function jumpTarget(steps: readonly PlayerStep[], now: number, node: string): number | null {
  const here = steps[now];
  const from = here?.node === node ? PHASES.indexOf(here.phase) + 1 : 0;
  for (let i = 0; i < PHASES.length; i++) {
    const phase = PHASES[(from + i) % PHASES.length];
    const found = steps.findIndex((step) => step.node === node && step.phase === phase);
    if (found >= 0) return found;
  }
  return null;
}

/**
 * A unit, or a loss, written out: what enters it, what it makes of that, and what the loss says back. Each line is an
 * equation like that of a parameter: products of factors that know their place, their names and their numbers.
 */
import { ACTIVATIONS, type BackwardTrace, type ForwardTrace, type Layout, LOSSES, OPS } from '../engine';
import { softmaxDerivative } from '../engine/registry/activations';
import { incoming, matrixOf, nodeById, outgoing, ownerOf, shapeOfEdge, sizeOf, takenUnits } from '../model/document';
import { idTex, lossName } from '../model/names';
import type { EdgeRecord, LayerNode, LossNode, NetworkDocument, NodeRecord, OpNode } from '../model/types';
import { type Equation, type EquationFactor, type EquationTerm, TERMS } from './equation';
import { factorNames, type Names, paramNames } from './factors';
import { deltaNames, type Notation, partialTex, unitTex, unitText } from './symbols';

/** Results of both passes, in the arenas of a layout. */
export interface UnitPasses {
  readonly layout: Layout;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
}

interface Scope {
  readonly doc: NetworkDocument;
  readonly passes: UnitPasses;
  readonly notation: Notation;
}

/** All lines of a unit of an input, a layer or an op, or of a loss (then `unit` is 0). Empty for what does not exist. */
export function unitEquations(
  doc: NetworkDocument,
  passes: UnitPasses,
  node: string,
  unit: number,
  notation: Notation,
): readonly Equation[] {
  const record = nodeById(doc, node);
  const slot = passes.layout.units[node];
  // The passes may belong to a document in which the node was smaller, or not there.
  if (!record || !slot || slot.size !== sizeOf(record) || unit >= slot.size) return [];
  const scope: Scope = { doc, passes, notation };
  switch (record.kind) {
    case 'input':
      return [adjoint(scope, record, unit)];
    case 'layer':
      return [
        weightedSum(scope, record, unit),
        activation(scope, record, unit),
        adjoint(scope, record, unit),
        delta(scope, record, unit),
      ];
    case 'op':
      return [operation(scope, record, unit), adjoint(scope, record, unit)];
    case 'loss':
      return lossLines(scope, record);
  }
}

/** ∂L/∂a of a unit: the sum over what it feeds. */
export function adjointEquation(
  doc: NetworkDocument,
  passes: UnitPasses,
  node: NodeRecord,
  unit: number,
  notation: Notation,
): Equation {
  return adjoint({ doc, passes, notation }, node, unit);
}

/** ∂L/∂z of a layer's unit: what arrives at it, through its activation. */
export function deltaEquation(
  doc: NetworkDocument,
  passes: UnitPasses,
  node: LayerNode,
  unit: number,
  notation: Notation,
): Equation {
  return delta({ doc, passes, notation }, node, unit);
}

function namesOf({ doc, notation }: Scope, which: 'z' | 'a', node: string, unit: number): Names {
  return { tex: unitTex(doc, notation, which, node, unit), text: unitText(doc, notation, which, node, unit) };
}

/** A quantity that stands for itself in every depth. */
function quantity(names: Names, value: number, at: EquationFactor['at']): EquationFactor {
  return { symbol: names, derivative: names, value, at };
}

/** The largest terms, in the order of the network; what is left out is one exact term. */
function cut(terms: readonly EquationTerm[], value: number): Pick<Equation, 'terms' | 'rest' | 'value'> {
  if (terms.length <= TERMS) return { terms, rest: null, value };
  const kept = new Set([...terms].sort((a, b) => Math.abs(b.value) - Math.abs(a.value)).slice(0, TERMS));
  const shown = terms.filter((term) => kept.has(term));
  const sum = shown.reduce((total, term) => total + term.value, 0);
  return { terms: shown, rest: { count: BigInt(terms.length - TERMS), of: 'term', value: value - sum }, value };
}

/** z = Σ w · a + b. */
function weightedSum(scope: Scope, record: LayerNode, unit: number): Equation {
  const { doc, passes } = scope;
  const { layout, forward } = passes;
  const terms: EquationTerm[] = [];
  for (const edge of incoming(doc, record.id)) {
    const matrix = matrixOf(doc, edge);
    const { mask } = ownerOf(doc, edge);
    const source = layout.units[edge.source];
    const { cols } = shapeOfEdge(doc, edge);
    for (let col = 0; matrix && source && col < cols; col++) {
      if (mask?.[unit * cols + col] === 0) continue;
      const weight = matrix[unit * cols + col];
      const a = forward.a[source.offset + col];
      const names = paramNames(doc, `${edge.id}[${unit},${col}]`);
      terms.push({
        value: weight * a,
        factors: [
          quantity(names, weight, { node: record.id, unit, edge: edge.id, row: unit, col }),
          quantity(namesOf(scope, 'a', edge.source, col), a, { node: edge.source, unit: col, edge: null }),
        ],
      });
    }
  }
  if (record.bias) {
    const names = paramNames(doc, `${record.id}.bias[${unit}]`);
    const value = record.bias[unit];
    terms.push({ value, factors: [quantity(names, value, { node: record.id, unit, edge: null })] });
  }
  const value = forward.z[layout.units[record.id].offset + unit];
  return { left: namesOf(scope, 'z', record.id, unit), ...cut(terms, value) };
}

/** a = φ(z). */
function activation(scope: Scope, record: LayerNode, unit: number): Equation {
  const { passes } = scope;
  const z = namesOf(scope, 'z', record.id, unit);
  const value = passes.forward.a[passes.layout.units[record.id].offset + unit];
  const { tex } = ACTIVATIONS[record.activation];
  const at = { node: record.id, unit, edge: null };
  const factor: EquationFactor = {
    symbol: { tex: `\\varphi(${z.tex})`, text: `φ(${z.text})` },
    derivative: { tex: tex.value(z.tex), text: `${record.activation}(${z.text})` },
    value,
    at,
  };
  return { left: namesOf(scope, 'a', record.id, unit), terms: [{ value, factors: [factor] }], rest: null, value };
}

/** a of an op: the sum, the product, or the one unit that concat passes on. */
function operation(scope: Scope, record: OpNode, unit: number): Equation {
  const { doc, passes } = scope;
  const { layout, forward } = passes;
  const value = forward.a[layout.units[record.id].offset + unit];
  const taken = incoming(doc, record.id).flatMap((edge): EquationFactor[] => {
    const from = record.op === 'concat' ? unit - firstOf(doc, edge, record) : unit;
    const source = layout.units[edge.source];
    if (!source || from < 0 || from >= source.size) return [];
    const at = { node: edge.source, unit: from, edge: null };
    return [quantity(namesOf(scope, 'a', edge.source, from), forward.a[source.offset + from], at)];
  });
  const left = namesOf(scope, 'a', record.id, unit);
  if (record.op === 'multiply') {
    // A product of nothing is 1.
    const one = quantity({ tex: '1', text: '1' }, 1, { node: record.id, unit, edge: null });
    return { left, terms: [{ value, factors: taken.length > 0 ? taken : [one] }], rest: null, value };
  }
  return {
    left,
    ...cut(
      taken.map((factor) => ({ value: factor.value, factors: [factor] })),
      value,
    ),
  };
}

/** Unit of a concat or a loss at which the units of an edge begin. */
function firstOf(doc: NetworkDocument, edge: EdgeRecord, target: NodeRecord): number {
  const all = incoming(doc, target.id);
  return takenUnits(doc, target.id, all.slice(0, all.indexOf(edge)));
}

/** ∂L/∂a = Σ over what the unit feeds: the adjoint there x the local derivative on the way. */
function adjoint(scope: Scope, record: NodeRecord, unit: number): Equation {
  const { doc, passes } = scope;
  const { layout, backward } = passes;
  const loss = lossName(doc);
  const a = namesOf(scope, 'a', record.id, unit);
  const terms = outgoing(doc, record.id).flatMap((edge) => {
    const target = nodeById(doc, edge.target);
    return target ? termsInto(scope, edge, target, unit) : [];
  });
  const value = backward.dLda[layout.units[record.id].offset + unit];
  const left = { tex: partialTex(loss.tex, a.tex), text: `∂${loss.text}/∂${a.text}` };
  return { left, ...cut(terms, value) };
}

/** What an edge carries back to one of its source's units. */
function termsInto(scope: Scope, edge: EdgeRecord, target: NodeRecord, unit: number): EquationTerm[] {
  const { doc, passes, notation } = scope;
  const { layout, backward } = passes;
  const from = { node: edge.source, unit };
  const slot = layout.units[target.id];
  if (!slot) return [];
  const product = (back: EquationFactor, local: EquationFactor): EquationTerm => ({
    factors: [back, local],
    value: back.value * local.value,
  });
  const at = (targetUnit: number) => ({ node: target.id, unit: targetUnit, edge: edge.id });
  switch (target.kind) {
    case 'layer': {
      const matrix = matrixOf(doc, edge);
      const { mask } = ownerOf(doc, edge);
      const { rows, cols } = shapeOfEdge(doc, edge);
      const terms: EquationTerm[] = [];
      for (let row = 0; matrix && row < rows; row++) {
        if (mask?.[row * cols + unit] === 0) continue;
        const local = factorNames(doc, notation, {
          kind: 'weight',
          node: target.id,
          unit: row,
          from,
          edge: edge.id,
          row,
          col: unit,
        });
        terms.push(
          product(deltaFactor(scope, target.id, row), {
            ...local,
            value: matrix[row * cols + unit],
            at: { ...at(row), row, col: unit },
          }),
        );
      }
      return terms;
    }
    case 'op': {
      const into = target.op === 'concat' ? firstOf(doc, edge, target) + unit : unit;
      const names = factorNames(doc, notation, { kind: 'op', node: target.id, unit: into, from, edge: edge.id });
      const back = adjointFactor(scope, target.id, into, backward.dLda[slot.offset + into]);
      return [product(back, { ...names, value: opDerivative(scope, target, edge, unit), at: at(into) })];
    }
    case 'loss': {
      const names = factorNames(doc, notation, { kind: 'loss', node: target.id, unit: 0, from, edge: edge.id });
      const value = lossDerivatives(scope, target)[firstOf(doc, edge, target) + unit];
      return [{ value, factors: [{ ...names, value, at: at(0) }] }];
    }
    default:
      return [];
  }
}

function opDerivative({ doc, passes }: Scope, op: OpNode, edge: EdgeRecord, unit: number): number {
  const edges = incoming(doc, op.id);
  const sources = edges.map(({ source }) => {
    const slot = passes.layout.units[source];
    return passes.forward.a.subarray(slot.offset, slot.offset + slot.size);
  });
  return OPS[op.op].localDerivative(sources, edges.indexOf(edge), unit);
}

function lossInputs({ doc, passes }: Scope, loss: LossNode): Float64Array {
  const units: number[] = [];
  for (const { source } of incoming(doc, loss.id)) {
    const slot = passes.layout.units[source];
    for (let i = 0; i < slot.size; i++) units.push(passes.forward.a[slot.offset + i]);
  }
  return Float64Array.from(units);
}

function lossDerivatives(scope: Scope, loss: LossNode): Float64Array {
  return LOSSES[loss.loss].localDerivative(lossInputs(scope, loss), loss.target);
}

/** δ = ∂L/∂z of a unit, as a factor. */
function deltaFactor(scope: Scope, node: string, unit: number): EquationFactor {
  const { doc, passes } = scope;
  const loss = lossName(doc);
  const z = namesOf(scope, 'z', node, unit);
  return {
    symbol: { tex: partialTex(loss.tex, z.tex), text: `∂${loss.text}/∂${z.text}` },
    derivative: deltaNames(doc, node, unit),
    value: passes.backward.dLdz[passes.layout.units[node].offset + unit],
    at: { node, unit, edge: null },
  };
}

function adjointFactor(scope: Scope, node: string, unit: number, value: number): EquationFactor {
  const loss = lossName(scope.doc);
  const a = namesOf(scope, 'a', node, unit);
  const names = { tex: partialTex(loss.tex, a.tex), text: `∂${loss.text}/∂${a.text}` };
  return quantity(names, value, { node, unit, edge: null });
}

/** ∂L/∂z = φ′(z) · ∂L/∂a; in a softmax layer a sum over all its activations. */
function delta(scope: Scope, record: LayerNode, unit: number): Equation {
  const { doc, passes, notation } = scope;
  const { layout, forward, backward } = passes;
  const slot = layout.units[record.id];
  const own = deltaFactor(scope, record.id, unit);
  const back = (j: number) => adjointFactor(scope, record.id, j, backward.dLda[slot.offset + j]);
  const local = (j: number, value: number): EquationFactor => ({
    ...factorNames(doc, notation, { kind: 'activation', node: record.id, unit: j, from: { node: record.id, unit } }),
    value,
    at: { node: record.id, unit: j, edge: null },
  });
  const term = (j: number, value: number): EquationTerm => {
    const factors = [back(j), local(j, value)];
    return { factors, value: factors[0].value * value };
  };
  const names = own.symbol;
  if (record.activation !== 'softmax') {
    const value = ACTIVATIONS[record.surrogate ?? record.activation].localDerivative(forward.z[slot.offset + unit]);
    return { left: names, terms: [term(unit, value)], rest: null, value: own.value };
  }
  const a = (j: number) => forward.a[slot.offset + j];
  const terms = Array.from({ length: slot.size }, (_, j) => term(j, softmaxDerivative(a(j), a(unit), j === unit)));
  return { left: names, ...cut(terms, own.value) };
}

/** L, and its derivative in each of the units that it takes. */
function lossLines(scope: Scope, loss: LossNode): Equation[] {
  const { doc, passes, notation } = scope;
  const value = passes.forward.a[passes.layout.units[loss.id].offset];
  const at = { node: loss.id, unit: 0, edge: null };
  const { tex, title } = LOSSES[loss.loss];
  const letter = notation === 'z' ? 'a' : 'q';
  const formula: EquationFactor = {
    symbol: { tex: `${tex.symbol}(${letter}, t)`, text: `${title}(${letter}, t)` },
    derivative: { tex: tex.value(letter, 't'), text: `${title}(${letter}, t)` },
    value,
    at,
  };
  const left = { tex: idTex(loss.id), text: loss.id };
  const lines: Equation[] = [{ left, terms: [{ value, factors: [formula] }], rest: null, value }];
  const derivatives = lossDerivatives(scope, loss);
  for (const edge of incoming(doc, loss.id)) {
    const first = firstOf(doc, edge, loss);
    const source = nodeById(doc, edge.source);
    for (let unit = 0; source && unit < sizeOf(source) && lines.length <= TERMS; unit++) {
      const from = { node: edge.source, unit };
      const names = factorNames(doc, notation, { kind: 'loss', node: loss.id, unit: 0, from, edge: edge.id });
      const own = derivatives[first + unit];
      const factor = { ...names, value: own, at: { node: loss.id, unit: 0, edge: edge.id } };
      lines.push({ left: names.symbol, terms: [{ value: own, factors: [factor] }], rest: null, value: own });
    }
  }
  return lines;
}

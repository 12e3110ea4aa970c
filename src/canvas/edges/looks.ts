/** One drawn line as an element of the page: everything its picture needs, compared by content. Pure. */
import { edgeById, matrixOf } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import type { Colouring, Place } from '../../store/session';
import { formatNarrow, formatParam, formatValue } from '../../ui/format';
import { scalePosition } from '../colour';
import type { ShownFactor } from '../flowTypes';
import type { EdgeMark } from '../marks';
import { MARK } from './classes';
import { ALONE } from './labelRequests';
import { type LabelPlaces, seenMiddle } from './labels';
import type { LineMarks } from './lineMarks';
import { isEmpty, type LineGroup, type LineTable } from './lineTable';
import { type LineValues, UNDEFINED } from './lineValues';
import { svgOfLine } from './scene';

export interface LineLook {
  /** The edge's id for its only line; `w1[2,0]` for one of several weights, `e1[2]` for another connection. */
  readonly key: string;
  readonly edge: string;
  readonly row: number;
  readonly col: number;
  readonly bundle: boolean;
  readonly weighted: boolean;
  readonly path: string;
  /** Where the label sits, and where the ring of a chosen weight. */
  readonly labelX: number;
  readonly labelY: number;
  readonly startX: number;
  readonly startY: number;
  /** Position of the value on the colour scale, -1 … 1; null where the quantity is not defined. */
  readonly position: number | null;
  /** The value is no number: the line has the colour of warnings, and all of the width, as in the picture. */
  readonly broken: boolean;
  /** Position of the value that the width follows; null where it is not defined. */
  readonly thickness: number | null;
  readonly mark: EdgeMark;
  readonly hot: boolean;
  readonly blocked: boolean;
  /** Lines of the label, or null when there is neither room nor reason for one. */
  readonly label: readonly string[] | null;
  /** The label is a factor of the path under the pointer. */
  readonly factor: boolean;
  /** Too small to be shown now. */
  readonly hidden: boolean;
  /** The line stands for a matrix. */
  readonly matrix: boolean;
  /** All its connections are masked: they do not exist, but their edge can still be chosen. */
  readonly missing: boolean;
}

/** What stands before a value of each quantity. */
export const SYMBOLS: Readonly<Record<Colouring, string>> = {
  gradient: '∂',
  contribution: 'w·δ',
  flow: 'flow',
  weight: 'w',
  activation: 'a',
};

const MARKS: readonly EdgeMark[] = ['plain', 'aside', 'blocked', 'lit'];

/** What lines share while they are made into looks. */
export interface LookInput {
  readonly doc: NetworkDocument;
  readonly table: LineTable;
  readonly frames: Float32Array;
  readonly values: LineValues['values'];
  readonly maxAbs: number;
  /** The values that widths follow; null = the same as the colours. */
  readonly widths: LineValues | null;
  readonly marks: LineMarks;
  readonly colouring: Colouring;
  readonly place: Place | null;
  /** Lines below this share of the scale are hidden, unless something runs through them or points at them. */
  readonly hideBelow: number;
  readonly labels: LabelPlaces;
}

/** A matrix drawn as one line shows its shape; a single weight its name and value, or just the number that colours it. */
export function labelLines(
  doc: NetworkDocument,
  group: LineGroup,
  row: number,
  col: number,
  value: number | null,
  colouring: Colouring,
  short = false,
): readonly string[] | null {
  const edge = edgeById(doc, group.edge);
  if (!edge || !group.weighted) return null;
  const name = edge.label ?? edge.id;
  const single = group.rows * group.cols === 1;
  if (group.bundle && !single) return [`${name}  ${group.rows} × ${group.cols}`];
  const weight = matrixOf(doc, edge)?.[row * group.cols + col] ?? 0;
  if (short) {
    return value === null || colouring === 'weight'
      ? [formatNarrow(weight, ALONE)]
      : [`${SYMBOLS[colouring]} ${formatNarrow(value, ALONE)}`];
  }
  const first = `${single ? name : `${name}[${row},${col}]`} = ${formatParam(weight)}`;
  return value === null || colouring === 'weight' ? [first] : [first, `${SYMBOLS[colouring]} ${formatValue(value)}`];
}

/** True when the pointer is on this line: on it alone, or on its edge as a whole. */
export function isHot(place: Place | null, { edge, bundle }: LineGroup, row: number, col: number): boolean {
  if (place?.edge !== edge) return false;
  return bundle || place.row === undefined || (place.row === row && place.col === col);
}

/** The look of one line. `selected`: its edge is, so that a label is wanted. */
export function lookOf(input: LookInput, group: LineGroup, line: number, selected: boolean): LineLook {
  const { doc, frames, marks, place, colouring } = input;
  const k = line - group.first;
  const row = group.bundle ? 0 : Math.floor(k / group.cols);
  const col = group.bundle ? 0 : k % group.cols;
  const { path, at } = svgOfLine(group, frames, row, col);
  const raw = input.values[line];
  const value = raw === UNDEFINED ? null : raw;
  const factor = marks.factors.find((candidate) => candidate.line === line);
  const shown: ShownFactor | null = factor
    ? { text: `${factor.kind === 'source' ? 'a = ' : ''}${formatValue(factor.value)}`, blocked: factor.value === 0 }
    : null;
  const hot = isHot(place, group, row, col);
  const room = input.labels.spots.get(line);
  const position = value === null ? null : scalePosition(value, input.maxAbs);
  const width = input.widths?.values[line];
  const broken = Number.isNaN(raw);
  const thickness =
    !input.widths || width === undefined
      ? broken
        ? 1
        : position
      : width === UNDEFINED
        ? null
        : Number.isNaN(width)
          ? 1
          : scalePosition(width, input.widths.maxAbs);
  const mark = marks.starts.includes(line) ? 'start' : MARKS[marks.marks?.[line] ?? MARK.plain];
  const small = position !== null && !broken && Math.abs(position) < input.hideBelow;
  const hidden = small && !hot && !selected && (mark === 'plain' || mark === 'aside');
  const wanted = room !== undefined || shown !== null || hot || selected;
  const spot = room ?? (wanted ? seenMiddle(at, input.labels.window) : at(0.5));
  const start = at(0.06);
  const missing = (group.bundle || group.rows * group.cols === 1) && group.mask !== null && isEmpty(group.mask);
  const index = group.weighted ? `[${row},${col}]` : `[${col}]`;
  return {
    key: group.bundle || group.rows * group.cols === 1 ? group.edge : group.edge + index,
    edge: group.edge,
    row,
    col,
    bundle: group.bundle,
    weighted: group.weighted,
    path,
    labelX: spot.x,
    labelY: spot.y,
    startX: start.x,
    startY: start.y,
    position,
    broken,
    thickness,
    mark,
    hot,
    blocked: shown?.blocked ?? false,
    factor: shown !== null,
    hidden,
    label:
      !wanted || hidden
        ? null
        : missing
          ? [`${edgeById(doc, group.edge)?.label ?? group.edge}: no connection`]
          : shown
            ? [shown.text]
            : labelLines(doc, group, row, col, value, colouring, room?.short === true && !hot && !selected),
    missing,
    matrix: group.bundle && group.weighted && group.rows * group.cols > 1,
  };
}

function sameLook(a: LineLook, b: LineLook): boolean {
  for (const name of Object.keys(a) as (keyof LineLook)[]) {
    if (name !== 'label' && a[name] !== b[name]) return false;
  }
  return a.label?.join('\n') === b.label?.join('\n');
}

/** True when two lists of looks draw the same. */
export function sameLooks(a: readonly LineLook[], b: readonly LineLook[]): boolean {
  return a.length === b.length && a.every((look, i) => sameLook(look, b[i]));
}

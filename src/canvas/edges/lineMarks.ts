/** How a chosen parameter shows on lines: one mark a line, of all its paths or of the one under the pointer. */
import type { GradientPath } from '../../engine/types';
import type { Passes, TraceResult } from '../../store/run';
import { MARK } from './classes';
import { type LineTable, lineCount, lineOf } from './lineTable';

/** A factor of the hovered path, and the line that it belongs to. */
export interface LineFactor {
  readonly line: number;
  readonly value: number;
  readonly kind: 'source' | 'activation' | 'weight' | 'op' | 'loss';
}

export interface LineMarks {
  /** One MARK a line; null = nothing is chosen. */
  readonly marks: Uint8Array<ArrayBuffer> | null;
  /** Lines at which the parameter itself acts. */
  readonly starts: readonly number[];
  /** Factors of the hovered path. */
  readonly factors: readonly LineFactor[];
}

const NONE: LineMarks = { marks: null, starts: [], factors: [] };

/** Lines at which a weight acts, with their edges: one at every use of its matrix; none for a bias. */
function startLines(passes: Passes, trace: TraceResult, table: LineTable): { line: number; edge: string }[] {
  const { param } = trace.trace;
  if (param.kind === 'bias') return [];
  return table.groups
    .filter(({ edge }) => passes.layout.owner[edge] === param.edge)
    .map(({ edge }) => ({ edge, line: lineOf(table, edge, param.row, param.col) }));
}

/**
 * Marks of a table's lines for the chosen parameter; of one of its paths when `hovered` is given; of all paths where they
 * run along the edges of `cut`, when that is given.
 */
export function lineMarks(
  passes: Passes | null,
  trace: TraceResult | null,
  hovered: number | null,
  table: LineTable,
  cut: readonly string[] | null = null,
): LineMarks {
  if (!passes || !trace) return NONE;
  const path = hovered === null ? undefined : trace.trace.paths[hovered];
  if (path) return ofPath(passes, trace, path, table);
  const all = ofAll(passes, trace, table);
  return cut ? acrossCut(all, table, new Set(cut)) : all;
}

function ofAll(passes: Passes, trace: TraceResult, table: LineTable): LineMarks {
  const marks = new Uint8Array(table.count).fill(MARK.aside);
  const { connectionOnPath } = trace.flow;
  for (const group of table.groups) {
    const slot = passes.layout.connections[group.edge];
    const all = group.rows * group.cols;
    if (!slot || slot.rows * slot.cols !== all) continue;
    for (let k = 0; k < all; k++) {
      const line = group.first + (group.bundle ? 0 : k);
      const mark = MARK.aside + connectionOnPath[slot.offset + k];
      if (mark > marks[line]) marks[line] = mark;
    }
  }
  const starts = startLines(passes, trace, table).map(({ line }) => line);
  for (const line of starts) marks[line] = MARK.lit;
  return { marks, starts, factors: [] };
}

function acrossCut({ marks, starts }: LineMarks, table: LineTable, cut: ReadonlySet<string>): LineMarks {
  if (!marks) return NONE;
  for (const group of table.groups) {
    if (cut.has(group.edge)) continue;
    marks.fill(MARK.aside, group.first, group.first + lineCount(group));
  }
  for (const line of starts) marks[line] = MARK.lit;
  return { marks, starts, factors: [] };
}

function ofPath(passes: Passes, trace: TraceResult, path: GradientPath, table: LineTable): LineMarks {
  const marks = new Uint8Array(table.count).fill(MARK.aside);
  const level = path.blockedAt === null ? MARK.lit : MARK.blocked;
  const factors: LineFactor[] = [];
  for (const { edge, row, col, from, kind, value } of path.factors) {
    if (edge === undefined) continue;
    const weighted = passes.layout.owner[edge] !== undefined;
    // An edge into an op or a loss has one connection a source unit.
    const line = weighted ? lineOf(table, edge, row ?? 0, col ?? 0) : lineOf(table, edge, 0, from?.unit ?? 0);
    if (line < 0) continue;
    marks[line] = level;
    factors.push({ line, value, kind });
  }
  const { param } = trace.trace;
  const starts = startLines(passes, trace, table)
    .filter(({ edge }) => edge === path.start)
    .map(({ line }) => line);
  for (const line of starts) {
    marks[line] = MARK.lit;
    const [source] = path.factors;
    if (param.kind === 'weight' && source) factors.push({ line, value: source.value, kind: 'source' });
  }
  return { marks, starts, factors };
}

/**
 * Where the units of a node are drawn: one place for the card that draws them, the lines that end at them, and picking.
 * All lengths in canvas pixels, relative to the node's top left corner.
 */
import type { NodeRecord } from '../../model/types';

/** A node's units stand one above the other, `pitch` apart. */
export interface UnitColumn {
  readonly look: 'table' | 'pills' | 'dots';
  /** Size of what is inside the card's border. */
  readonly width: number;
  readonly height: number;
  /** y of the first unit's middle, and the distance to the next. */
  readonly top: number;
  readonly pitch: number;
  /** x at which lines arrive and leave. */
  readonly left: number;
  readonly right: number;
}

/** A layer up to this many units is written out as a table of z, a and ∂L/∂z. */
export const TABLE_UNITS = 4;
/** Up to this many, each unit is a pill with its activation in it; beyond, a dot. */
export const PILL_UNITS = 16;
/** Head of a table: the name, and the row of symbols. */
export const TABLE_HEAD = { layer: 52, other: 34 } as const;
/** Height of the rows of a table: the fewer there are, the further apart, so that their lines and labels find room. */
const rowHeight = (size: number) => Math.min(60, Math.round(160 / size));
export const COLUMN_HEAD = 38;
export const COLUMN_WIDTH = 124;
/** A card's hairline: lines end where the unit is seen, not where it would be without. */
export const BORDER = 1;
export const PILL = { width: 60, height: 20 } as const;

/** Units of a node that could be drawn one by one; null for single units and for losses. */
export function unitsOf(record: NodeRecord): number | null {
  return record.kind === 'loss' || record.size < 2 ? null : record.size;
}

function pitchOfDots(size: number): number {
  if (size <= 64) return 14;
  return size <= 160 ? 9 : 6;
}

/** The column of a node that is drawn by its units. */
export function columnOf(record: NodeRecord): UnitColumn | null {
  const size = unitsOf(record);
  if (size === null) return null;
  if (size <= TABLE_UNITS) {
    const width = record.kind === 'layer' ? 212 : 136;
    const head = record.kind === 'layer' ? TABLE_HEAD.layer : TABLE_HEAD.other;
    const pitch = rowHeight(size);
    return {
      look: 'table',
      width,
      height: head + size * pitch + 8,
      top: BORDER + head + pitch / 2,
      pitch,
      left: 0,
      right: width + 2 * BORDER,
    };
  }
  const pills = size <= PILL_UNITS;
  const pitch = pills ? 26 : pitchOfDots(size);
  const half = pills ? PILL.width / 2 : dotRadius(pitch);
  return {
    look: pills ? 'pills' : 'dots',
    width: COLUMN_WIDTH,
    height: COLUMN_HEAD + size * pitch + 10,
    top: BORDER + COLUMN_HEAD + pitch / 2,
    pitch,
    left: BORDER + COLUMN_WIDTH / 2 - half,
    right: BORDER + COLUMN_WIDTH / 2 + half,
  };
}

/** Radius of a dot in a column of this pitch. */
export function dotRadius(pitch: number): number {
  return pitch * 0.36;
}

/** Whether the card's body is left open for the lines that end at its units, when it is drawn by them. */
export function isOpen(record: NodeRecord): boolean {
  const column = columnOf(record);
  return column !== null && column.look !== 'table';
}

import { useStore } from '@xyflow/react';
import { type KeyboardEvent, type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { edgeById, isWeighted, matrixOf, nodeIndex, ownerOf, shapeOfEdge } from '../../model/document';
import type { NetworkDocument } from '../../model/types';
import { currentTrace, useRun } from '../../store/run';
import { type Place, useSession, visibleQuantities } from '../../store/session';
import { cx } from '../../ui/cx';
import { formatParam, formatValue } from '../../ui/format';
import { classOf, MARK } from '../edges/classes';
import type { LineTable } from '../edges/lineTable';
import { visibleValues } from '../edges/lineValues';
import { SYMBOLS } from '../edges/looks';
import { readHeatPalette } from '../edges/palette';
import { pool, pooledMost } from '../edges/pool';
import { useLineMarks, useValuedDocument } from '../useLines';
import { heatHeight } from './blockGeometry';

/** Opacity of cells that step back, of 255. */
const ASIDE = 70;
/** Height of the picture of nothing, px. */
const LEAST = 12;
/** A ring around a cell that is smaller than this would not be seen, px. */
const RING = 8;

interface Cell {
  readonly row: number;
  readonly col: number;
}

const NOTHING: LineTable = { groups: [], count: 0, byEdge: new Map() };

/** The matrix of an edge as lines that nobody draws, so that values and marks are those of drawn ones. */
function useMatrix(doc: NetworkDocument, edge: string): LineTable {
  return useMemo(() => {
    const record = edgeById(doc, edge);
    if (!record || !isWeighted(doc, record)) return NOTHING;
    const ends = { source: nodeIndex(doc, record.source), target: nodeIndex(doc, record.target) };
    const shape = shapeOfEdge(doc, record);
    const { mask } = ownerOf(doc, record);
    const group = { edge, ...ends, ...shape, weighted: true, bundle: false, first: 0, targetFirst: -1, mask };
    return { groups: [group], count: shape.rows * shape.cols, byEdge: new Map([[edge, 0]]) };
  }, [doc, edge]);
}

/** The cell of a matrix that is pointed at; null when none is. */
function cellAt(place: Place | null, edge: string): Cell | null {
  if (place?.edge !== edge || place.row === undefined || place.col === undefined) return null;
  return { row: place.row, col: place.col };
}

const STEPS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** Pixels of the screen that a pixel of the canvas takes, rounded up to a power of two: cells come apart in steps. */
function detailAt(zoom: number): number {
  const pixels = zoom * (window.devicePixelRatio || 1);
  return 2 ** Math.max(0, Math.ceil(Math.log2(pixels) - 0.01));
}

interface HeatMapProps {
  readonly edge: string;
  readonly width: number;
  /** Matrices that the block shows, this one counted. */
  readonly pictures: number;
}

/**
 * The matrix of an edge, in the colours of the canvas: one cell a weight, or, where there are more weights than room,
 * the largest of those that share a cell; the closer one looks, the fewer share one. Pointing at a cell names its weight, a
 * click chooses it, after which it stays named, a double click edits it; the arrow keys go from weight to weight. Cells on no path of what is chosen step back.
 */
export const HeatMap = memo(function HeatMap({ edge, width, pictures }: HeatMapProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // Where nodes stand does not matter here: a drag pools no matrix anew.
  const doc = useValuedDocument();
  const table = useMatrix(doc, edge);
  const group = table.groups[0];
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const colouring = useSession((state) => state.colouring);
  const known = useSession(visibleQuantities);
  const dark = useSession((state) => state.dark);
  const maxAbs = useSession((state) => state.lockedRange ?? state.range);
  const place = useSession((state) => (state.place?.edge === edge ? state.place : null));
  const { marks, starts } = useLineMarks(table);
  const values = useMemo(
    () => (group ? visibleValues({ doc, passes, trace, colouring, known }, group) : null),
    [doc, group, passes, trace, colouring, known],
  );
  const detail = useStore(({ transform }) => detailAt(transform[2]));
  const height = group ? heatHeight(group.rows, group.cols, width, pictures) : LEAST;
  // Where there is nothing to colour by, cells are still weights that can be pointed at: of several, the largest.
  const record = edgeById(doc, edge);
  const matrix = record ? matrixOf(doc, record) : null;
  const sizes = values ?? matrix;
  const pooled = useMemo(
    () => (sizes && group ? pool(sizes, group.rows, group.cols, height * detail, width * detail) : null),
    [sizes, group, width, height, detail],
  );
  const lit = useMemo(
    () => (marks && pooled && group ? pooledMost(marks, group.rows, group.cols, pooled) : null),
    [marks, pooled, group],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that are read from the page.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.width = pooled?.cols ?? 1;
    canvas.current.height = pooled?.rows ?? 1;
    if (!pooled || !values || !group) return;
    const { colours } = readHeatPalette();
    const pixels = new Uint32Array(pooled.at.length);
    for (let cell = 0; cell < pixels.length; cell++) {
      const at = pooled.at[cell];
      const missing = group.mask !== null && group.mask[at] === 0;
      const opacity = missing ? 0 : lit && lit[cell] < MARK.blocked ? ASIDE : 255;
      pixels[cell] = (colours[classOf(values[at], maxAbs)] | (opacity << 24)) >>> 0;
    }
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), pooled.cols, pooled.rows), 0, 0);
  }, [pooled, values, maxAbs, lit, group, dark]);
  if (!group) return null;

  const node = doc.nodes[group.target]?.id ?? '';
  const shown = cellAt(place, edge);
  const start: Cell | null =
    starts.length > 0 ? { row: Math.floor(starts[0] / group.cols), col: starts[0] % group.cols } : null;
  const named = shown ?? start;
  /** As it is now: keys come faster than renders. */
  const pointed = () => cellAt(useSession.getState().place, edge);

  const weightAt = (event: MouseEvent<HTMLElement>): Cell | null => {
    const box = event.currentTarget.getBoundingClientRect();
    if (!pooled || box.width === 0 || box.height === 0) return null;
    const cellRow = Math.min(pooled.rows - 1, Math.floor(((event.clientY - box.top) / box.height) * pooled.rows));
    const cellCol = Math.min(pooled.cols - 1, Math.floor(((event.clientX - box.left) / box.width) * pooled.cols));
    const at = pooled.at[Math.max(0, cellRow) * pooled.cols + Math.max(0, cellCol)];
    return { row: Math.floor(at / group.cols), col: at % group.cols };
  };
  const point = (cell: Cell) => useSession.getState().set({ place: { node, edge, ...cell } });
  const choose = ({ row, col }: Cell) => {
    if (group.mask?.[row * group.cols + col] === 0) return;
    useSession.getState().choose(`${edge}[${row},${col}]`);
  };
  const told = ({ row, col }: Cell): string => {
    const at = row * group.cols + col;
    if (group.mask?.[at] === 0) return 'no connection';
    const weight = formatParam(matrix?.[at] ?? 0);
    return values && colouring !== 'weight' ? `${weight}, ${SYMBOLS[colouring]} ${formatValue(values[at], 3)}` : weight;
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    const from = pointed() ?? start ?? { row: 0, col: -1 };
    const cell = {
      row: Math.max(0, Math.min(group.rows - 1, from.row + step[0])),
      col: Math.max(0, Math.min(group.cols - 1, from.col + step[1])),
    };
    point(cell);
    useSession.getState().set({ spoken: `${edge}[${cell.row},${cell.col}] ${told(cell)}` });
  };
  return (
    <figure className="mt-1.5">
      <button
        type="button"
        className="nodrag nokey relative block cursor-crosshair"
        data-testid={`heat-${edge}`}
        aria-label={`Weights of ${edge}, ${group.rows} × ${group.cols}: the arrow keys go from one to the next, Enter traces it`}
        onMouseMove={(event) => {
          const weight = weightAt(event);
          if (weight) point(weight);
        }}
        onMouseLeave={() => useSession.getState().set({ place: null })}
        onBlur={() => useSession.getState().set({ place: null })}
        onKeyDown={onKeyDown}
        onClick={(event) => {
          event.stopPropagation();
          // From the keyboard there is no place of the pointer.
          const weight = event.detail === 0 ? (pointed() ?? start ?? { row: 0, col: 0 }) : weightAt(event);
          if (weight) choose(weight);
        }}
        onDoubleClick={(event) => {
          event.stopPropagation();
          useSession.getState().editChosen();
        }}
      >
        <canvas
          ref={canvas}
          style={{ width, height, imageRendering: 'pixelated' }}
          className="block rounded-sm bg-sunken"
        />
        {start && <Ring cell={start} rows={group.rows} cols={group.cols} width={width} height={height} />}
        {shown && <Ring cell={shown} rows={group.rows} cols={group.cols} width={width} height={height} quiet />}
      </button>
      {/* What is pointed at, or else chosen, is told in full, also where that is wider than the card. */}
      <figcaption className={cx('mt-0.5 text-2xs text-ink-3 tabular-nums', named ? 'whitespace-nowrap' : 'truncate')}>
        {named ? (
          <span className="relative z-10 -ml-1 inline-block rounded bg-panel px-1 text-ink-2">{`[${named.row},${named.col}] ${told(named)}`}</span>
        ) : (
          `${edge}  ${group.rows} × ${group.cols}`
        )}
      </figcaption>
    </figure>
  );
});

interface RingProps {
  readonly cell: Cell;
  readonly rows: number;
  readonly cols: number;
  readonly width: number;
  readonly height: number;
  readonly quiet?: boolean;
}

/** Where a weight stands in the matrix. */
function Ring({ cell, rows, cols, width, height, quiet = false }: RingProps) {
  const size = { width: Math.max(RING, width / cols + 2), height: Math.max(RING, height / rows + 2) };
  return (
    <span
      aria-hidden="true"
      data-testid={quiet ? undefined : 'heat-chosen'}
      className={cx('pointer-events-none absolute rounded-xs border-2', quiet ? 'border-ink' : 'border-accent')}
      style={{
        ...size,
        left: ((cell.col + 0.5) * width) / cols - size.width / 2,
        top: ((cell.row + 0.5) * height) / rows - size.height / 2,
      }}
    />
  );
}

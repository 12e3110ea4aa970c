import { type MouseEvent, memo, useEffect, useMemo, useRef } from 'react';
import { edgeById, isWeighted, nodeIndex, shapeOfEdge } from '../../model/document';
import { useDocument } from '../../store/document';
import { currentTrace, useRun } from '../../store/run';
import { useSession, visibleQuantities } from '../../store/session';
import { formatValue } from '../../ui/format';
import { classOf } from '../edges/classes';
import type { LineGroup } from '../edges/lineTable';
import { connectionValues } from '../edges/lineValues';
import { readPalette } from '../edges/palette';
import { pool } from '../edges/pool';

/** What `connectionValues` asks of a group, for an edge that is shown as a matrix. */
function useGroup(edge: string): LineGroup | null {
  const doc = useDocument((state) => state.doc);
  return useMemo(() => {
    const record = edgeById(doc, edge);
    if (!record || !isWeighted(doc, record)) return null;
    const ends = { source: nodeIndex(doc, record.source), target: nodeIndex(doc, record.target) };
    const shape = shapeOfEdge(doc, record);
    return { edge, ...ends, ...shape, weighted: true, bundle: true, first: 0, targetFirst: -1, mask: null };
  }, [doc, edge]);
}

/**
 * The matrix of an edge, in the colours of the canvas: one cell a weight, or, where there are more weights than room,
 * the largest of those that share a cell. Pointing at a cell names its weight, a click chooses it.
 */
export const HeatMap = memo(function HeatMap({ edge, width }: { edge: string; width: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const doc = useDocument((state) => state.doc);
  const group = useGroup(edge);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const trace = useRun((state) => currentTrace(state, chosen));
  const colouring = useSession((state) => state.colouring);
  const known = useSession(visibleQuantities);
  const dark = useSession((state) => state.dark);
  const maxAbs = useSession((state) => state.lockedRange ?? state.range);
  const place = useSession((state) => (state.place?.edge === edge ? state.place : null));
  const values = useMemo(
    () => (group ? connectionValues({ doc, passes, trace, colouring, known }, group) : null),
    [doc, group, passes, trace, colouring, known],
  );
  const height = group ? Math.max(12, Math.min(72, (width * group.rows) / Math.max(group.cols, 2))) : 12;
  const pooled = useMemo(
    () => (values && group ? pool(values, group.rows, group.cols, Math.floor(height), width) : null),
    [values, group, width, height],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that are read from the page.
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (!canvas.current || !context) return;
    canvas.current.width = pooled?.cols ?? 1;
    canvas.current.height = pooled?.rows ?? 1;
    if (!pooled || !values) return;
    const { colours } = readPalette();
    const pixels = new Uint32Array(pooled.at.length);
    for (let cell = 0; cell < pixels.length; cell++) {
      pixels[cell] = (colours[classOf(values[pooled.at[cell]], maxAbs)] | 0xff000000) >>> 0;
    }
    context.putImageData(new ImageData(new Uint8ClampedArray(pixels.buffer), pooled.cols, pooled.rows), 0, 0);
  }, [pooled, values, maxAbs, dark]);
  if (!group) return null;

  const weightAt = (event: MouseEvent<HTMLElement>): { readonly row: number; readonly col: number } | null => {
    const box = event.currentTarget.getBoundingClientRect();
    if (!pooled || box.width === 0 || box.height === 0) return null;
    const cellRow = Math.min(pooled.rows - 1, Math.floor(((event.clientY - box.top) / box.height) * pooled.rows));
    const cellCol = Math.min(pooled.cols - 1, Math.floor(((event.clientX - box.left) / box.width) * pooled.cols));
    const at = pooled.at[Math.max(0, cellRow) * pooled.cols + Math.max(0, cellCol)];
    return { row: Math.floor(at / group.cols), col: at % group.cols };
  };
  const node = doc.nodes[group.target]?.id ?? '';
  const shown = place?.row !== undefined && place.col !== undefined ? { row: place.row, col: place.col } : null;
  const value = shown && values ? values[shown.row * group.cols + shown.col] : null;
  return (
    <figure className="mt-1.5">
      <button
        type="button"
        className="nodrag block cursor-crosshair"
        data-testid={`heat-${edge}`}
        aria-label={`Weights of ${edge}, ${group.rows} × ${group.cols}: click one to trace it`}
        onMouseMove={(event) => {
          const weight = weightAt(event);
          if (weight) useSession.getState().set({ place: { node, edge, ...weight } });
        }}
        onMouseLeave={() => useSession.getState().set({ place: null })}
        onClick={(event) => {
          const weight = weightAt(event);
          event.stopPropagation();
          if (weight) useSession.getState().choose(`${edge}[${weight.row},${weight.col}]`);
        }}
      >
        <canvas ref={canvas} style={{ width, height, imageRendering: 'pixelated' }} className="block rounded-sm" />
      </button>
      <figcaption className="mt-0.5 truncate text-2xs text-ink-3 tabular-nums">
        {shown ? (
          <span className="text-ink-2">{`${edge}[${shown.row},${shown.col}] ${value === null ? '' : formatValue(value, 3)}`}</span>
        ) : (
          `${edge}  ${group.rows} × ${group.cols}`
        )}
      </figcaption>
    </figure>
  );
});

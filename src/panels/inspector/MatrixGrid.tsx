import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { setMask, setWeight } from '../../model/commands/numbers';
import { removeWeight } from '../../model/commands/remove';
import { together } from '../../model/commands/result';
import { matrixOf, ownerOf, shapeOfEdge } from '../../model/document';
import { lossName } from '../../model/names';
import type { EdgeRecord } from '../../model/types';
import { useDocument } from '../../store/document';
import { useRun, weightGradient } from '../../store/run';
import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { exact, formatNarrow, formatShort, formatValue } from '../../ui/format';
import { newGesture } from '../../ui/steps';
import { useUnfinished } from '../../ui/unfinished';
import { warnOf } from '../../ui/warn';
import { edit } from '../edit';
import { parseNumber } from '../parseNumber';

const CELL = { width: 64, height: 34 };
const HEIGHT = 170;
/** Room for a weight and for its gradient in a cell, in digits. */
const ROOM = { weight: 7.8, gradient: 9.2 };

const threeDigits = (value: number, digits: number) => formatValue(value, Math.min(3, digits));

/** Background of a cell: sign by hue, size by strength, relative to the largest gradient of the matrix. */
function shade(gradient: number | null, largest: number): string | undefined {
  if (gradient === null || largest === 0 || gradient === 0) return undefined;
  const share = Math.round(8 + 30 * Math.min(1, Math.abs(gradient) / largest));
  return `color-mix(in oklab, var(${gradient > 0 ? '--positive' : '--negative'}) ${share}%, var(--panel))`;
}

interface Cell {
  readonly row: number;
  readonly col: number;
}

/**
 * The matrix of an edge: every cell is a weight with its gradient. A click chooses it, Enter or typing edits it, arrow
 * keys move, Delete takes it out; where there is none, Enter, a number or a double click brings it back. Only the cells in
 * view are mounted, so that 784 x 128 scrolls like 3 x 4.
 */
export function MatrixGrid({ edge }: { edge: EdgeRecord }) {
  const doc = useDocument((state) => state.doc);
  const passes = useRun((state) => (state.problem === null ? state.passes : null));
  const chosen = useSession((state) => state.chosen);
  const [scroll, setScroll] = useState({ left: 0, top: 0 });
  const [draft, setDraft] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const { rows, cols } = shapeOfEdge(doc, edge);
  const matrix = matrixOf(doc, edge) ?? new Float64Array(rows * cols);
  const loss = lossName(doc).text;
  const { mask, id: ownerId } = ownerOf(doc, edge);
  const active = cellOf(chosen, ownerId);
  /** Where the cursor is on a weight that does not exist, and so cannot be chosen. */
  const [gap, setGap] = useState<Cell | null>(null);
  const cursor = gap ?? active;
  const isMissing = ({ row, col }: Cell) => mask !== null && mask[row * cols + col] === 0;
  /** Width of the column of row numbers. */
  const head = rows > 1000 ? 36 : 28;

  const first = { row: Math.floor(scroll.top / CELL.height), col: Math.floor(scroll.left / CELL.width) };
  const shownRows = Math.min(rows - first.row, Math.ceil(HEIGHT / CELL.height) + 1);
  const shownCols = Math.min(cols - first.col, 9);
  const cells: (Cell & { readonly gradient: number | null })[] = [];
  let largest = 0;
  for (let row = first.row; row < first.row + shownRows; row++) {
    for (let col = first.col; col < first.col + shownCols; col++) {
      const gradient = weightGradient(passes, edge.id, row, col);
      if (gradient !== null) largest = Math.max(largest, Math.abs(gradient));
      cells.push({ row, col, gradient });
    }
  }

  // A cell that was chosen elsewhere (an example, the find box) is brought into view once.
  const activeKey = active ? `${active.row},${active.col}` : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: scrolling by hand must not be undone by other renders.
  useEffect(() => {
    if (active) bring(active);
  }, [activeKey]);

  useEffect(() => {
    if (chosen !== null) setGap(null);
  }, [chosen]);

  function choose(cell: Cell): void {
    setDraft(null);
    box.current?.focus();
    if (!isMissing(cell)) take(cell);
    else {
      setGap(cell);
      // What is chosen is what the panel tells of, and what Delete takes.
      useSession.getState().set({ chosen: null });
    }
  }

  function take(cell: Cell): void {
    setGap(null);
    const selection = useSession.getState().selection;
    useSession.getState().choose(`${ownerId}[${cell.row},${cell.col}]`);
    useSession.getState().select(selection);
  }

  /** Lets a weight exist again: with the value that it had, unless there is another for it; `stay`: it is gone on from. */
  function bringBack(cell: Cell, value: number | null, stay = true): void {
    const { row, col } = cell;
    const done = edit(`Bring back ${ownerId}[${row},${col}]`, (now) =>
      together(setMask(now, edge.id, row, col, true), value === null ? [] : setWeight(now, edge.id, row, col, value)),
    );
    if (done && stay) take(cell);
  }

  function remove(cell: Cell): void {
    const { row, col } = cell;
    if (!edit(`Delete ${ownerId}[${row},${col}]`, (now) => removeWeight(now, edge.id, row, col))) return;
    // The cursor stays: the key for undoing it is not the only way back.
    setGap(cell);
    useSession.getState().set({ chosen: null });
  }

  function commit(stay = true): void {
    if (draft === null || !cursor) return;
    const { row, col } = cursor;
    const value = parseNumber(draft, matrix[row * cols + col]);
    setDraft(null);
    if (value === null) useSession.getState().say(`“${draft}” is not a number.`, 'refused');
    else if (isMissing(cursor)) bringBack(cursor, value, stay);
    else edit(`Change ${ownerId}[${row},${col}]`, (now) => setWeight(now, edge.id, row, col, value), newGesture());
  }

  useUnfinished(draft !== null && cursor !== null && draft !== String(matrix[cursor.row * cols + cursor.col]), () => {
    if (draft === null || !cursor || parseNumber(draft, matrix[cursor.row * cols + cursor.col]) === null) return;
    commit(false);
    box.current?.focus();
  });

  function onKeyDown(event: KeyboardEvent): void {
    if (draft !== null) return;
    const from = cursor ?? { row: 0, col: 0 };
    const steps: Record<string, Cell> = {
      ArrowUp: { row: from.row - 1, col: from.col },
      ArrowDown: { row: from.row + 1, col: from.col },
      ArrowLeft: { row: from.row, col: from.col - 1 },
      ArrowRight: { row: from.row, col: from.col + 1 },
      Home: { row: from.row, col: 0 },
      End: { row: from.row, col: cols - 1 },
    };
    const next = steps[event.key];
    if (next) {
      event.preventDefault();
      const cell = cursor
        ? { row: Math.min(rows - 1, Math.max(0, next.row)), col: Math.min(cols - 1, Math.max(0, next.col)) }
        : from;
      choose(cell);
      bring(cell);
    } else if (cursor && event.key === 'Enter' && isMissing(cursor)) {
      event.preventDefault();
      bringBack(cursor, null);
    } else if (cursor && (event.key === 'Enter' || /^[-+*/\d.]$/.test(event.key))) {
      event.preventDefault();
      setDraft(event.key === 'Enter' ? String(matrix[cursor.row * cols + cursor.col]) : event.key);
    } else if (cursor && !isMissing(cursor) && (event.key === 'Delete' || event.key === 'Backspace')) {
      event.preventDefault();
      event.stopPropagation();
      remove(cursor);
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      setGap(null);
      useSession.getState().set({ chosen: null });
    }
  }

  /** Scrolls a cell into view. */
  function bring({ row, col }: Cell): void {
    const view = box.current;
    if (!view) return;
    const width = view.clientWidth - head;
    const height = view.clientHeight - CELL.height;
    view.scrollLeft = Math.min(Math.max(view.scrollLeft, (col + 1) * CELL.width - width), col * CELL.width);
    view.scrollTop = Math.min(Math.max(view.scrollTop, (row + 1) * CELL.height - height), row * CELL.height);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a table cannot leave out the cells that are out of view.
    <div
      ref={box}
      role="grid"
      aria-label={`Weights of ${edge.id}, ${rows} by ${cols}`}
      aria-rowcount={rows}
      aria-colcount={cols}
      tabIndex={0}
      data-testid="matrix"
      className="quiet-scroll relative rounded-md border border-line"
      style={{ maxHeight: HEIGHT }}
      onKeyDown={onKeyDown}
      onScroll={(event) => setScroll({ left: event.currentTarget.scrollLeft, top: event.currentTarget.scrollTop })}
    >
      <div style={{ width: head + cols * CELL.width, height: CELL.height * rows + 22 }} className="relative">
        <div className="sticky top-0 z-10 h-[22px] bg-panel text-2xs text-ink-3">
          <span className="sticky left-0 z-[1] block h-full bg-panel" style={{ width: head }} />
          {Array.from({ length: shownCols }, (_, i) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is its index.
              key={i}
              className="absolute top-0.5 text-center"
              style={{ left: head + (first.col + i) * CELL.width, width: CELL.width }}
            >
              {first.col + i}
            </span>
          ))}
        </div>
        {Array.from({ length: shownRows }, (_, i) => (
          <span
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its index.
            key={i}
            // Opaque, so that cells that are scrolled under it do not show through.
            className="absolute z-[5] flex items-center justify-end bg-panel pr-1.5 text-2xs text-ink-3"
            style={{
              left: scroll.left,
              top: 22 + (first.row + i) * CELL.height,
              width: head,
              height: CELL.height,
            }}
          >
            {first.row + i}
          </span>
        ))}
        {cells.map(({ row, col, gradient }) => {
          const at = row * cols + col;
          const missing = isMissing({ row, col });
          const isActive = cursor?.row === row && cursor.col === col;
          return (
            // biome-ignore lint/a11y/useSemanticElements: see the grid.
            <div
              key={at}
              role="gridcell"
              tabIndex={-1}
              aria-selected={isActive}
              data-testid={`matrix-cell-${row}-${col}`}
              title={
                missing
                  ? 'This connection does not exist. A double click brings it back.'
                  : `${ownerId}[${row},${col}] = ${exact(matrix[at])}\n∂${loss}/∂w = ${gradient === null ? '–' : exact(gradient)}`
              }
              onPointerDown={() => choose({ row, col })}
              onDoubleClick={() => (missing ? bringBack({ row, col }, null) : setDraft(String(matrix[at])))}
              style={{
                left: head + col * CELL.width,
                top: 22 + row * CELL.height,
                width: CELL.width - 2,
                height: CELL.height - 2,
                background: shade(gradient, largest),
              }}
              className={cx(
                'absolute overflow-hidden whitespace-nowrap rounded-sm px-0.5 text-right leading-[15px] tabular-nums',
                isActive && 'z-[1] ring-2 ring-accent ring-inset',
                missing && 'bg-sunken',
              )}
            >
              {isActive && draft !== null ? (
                <input
                  ref={focusOnMount}
                  aria-label={`Value of ${ownerId}[${row},${col}]`}
                  className="mt-1 w-full bg-transparent text-right text-xs outline-none select-text"
                  value={draft}
                  onChange={(event) => setDraft(event.target.value)}
                  onBlur={() => commit(false)}
                  onKeyDown={(event) => {
                    event.stopPropagation();
                    if (event.key === 'Enter') {
                      commit();
                      box.current?.focus();
                    }
                    if (event.key === 'Escape') {
                      setDraft(null);
                      box.current?.focus();
                    }
                  }}
                />
              ) : (
                <>
                  <div className="text-xs">{missing ? '' : formatNarrow(matrix[at], ROOM.weight, formatShort)}</div>
                  <div className={cx('text-[10px]', warnOf(gradient) ?? 'text-ink-2')}>
                    {missing || gradient === null ? '' : formatNarrow(gradient, ROOM.gradient, threeDigits)}
                  </div>
                </>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** The field opens by a key or a double click on its cell: the caret belongs there at once. */
function focusOnMount(input: HTMLInputElement | null): void {
  input?.focus();
}

function cellOf(chosen: string | null, owner: string): Cell | null {
  const match = chosen === null ? null : /^(\w+)\[(\d+),(\d+)\]$/.exec(chosen);
  return match && match[1] === owner ? { row: Number(match[2]), col: Number(match[3]) } : null;
}

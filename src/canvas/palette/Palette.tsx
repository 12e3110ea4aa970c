import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Position } from '../../model/types';
import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { onEscape } from '../../ui/escape';
import { canvasApi } from '../api';
import { contains } from '../geometry';
import { showTarget, standsOnEdges } from '../insertion';
import { addAt, addUnaimed, edgeAimedAt } from './adding';
import { Glyph } from './glyphs';
import { PALETTE, type PaletteItem } from './items';
import { PartButtons } from './PartButtons';

/** Pixels a press must move before it is a drag. */
const THRESHOLD = 4;

interface Drag {
  readonly item: PaletteItem;
  readonly from: { readonly x: number; readonly y: number };
  readonly at: { readonly x: number; readonly y: number };
  readonly moved: boolean;
  /** The edge that would take it in. */
  readonly edge: string | null;
}

function canvasBox(): DOMRect | null {
  return document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect() ?? null;
}

function overCanvas(at: Position): boolean {
  const box = canvasBox();
  return box !== null && contains(box, at);
}

/** The edge under a point of the screen, for an item that can stand on one. */
function edgeUnder({ make }: PaletteItem, { x, y }: Position): string | null {
  return standsOnEdges(make) && overCanvas({ x, y }) ? (canvasApi()?.edgeAt(x, y) ?? null) : null;
}

interface PaletteProps {
  /** Puts one of the user's parts on the canvas, its middle at the given place; null = where there is room for it. */
  readonly onPart: (id: string, middle: Position | null) => void;
  readonly onRemovePart: (id: string) => void;
}

/** A part as an item: its cards' sizes are not known before it is placed. */
function partItem({ id, name }: { readonly id: string; readonly name: string }): PaletteItem {
  return { id, title: name, hint: name, make: { kind: 'part', part: id }, width: 168, height: 92 };
}

function howTo({ make }: PaletteItem, aimed: string | null): string {
  if (aimed === null || !standsOnEdges(make)) return 'Drag it onto the canvas, or click.';
  return `Drag it onto the canvas; a click puts it on ${aimed}, which is selected.`;
}

/** The column of nodes that are dragged onto the canvas; a click or Enter puts one where there is room. */
export function Palette({ onPart, onRemovePart }: PaletteProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const suppressClick = useRef(false);
  const { screenToFlowPosition, getZoom } = useReactFlow();
  const aimed = useSession(edgeAimedAt);

  /** Lets an item fall at a point of the window. */
  function drop(item: PaletteItem, at: Position): void {
    const middle = screenToFlowPosition(at, { snapToGrid: false });
    if (item.make.kind === 'part') onPart(item.make.part, middle);
    else addAt(item, middle, edgeUnder(item, at));
  }

  function onPointerDown(event: PointerEvent<HTMLButtonElement>, item: PaletteItem): void {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const at = { x: event.clientX, y: event.clientY };
    suppressClick.current = false;
    setDrag({ item, from: at, at, moved: false, edge: null });
  }

  function onPointerMove(event: PointerEvent): void {
    if (!drag) return;
    const at = { x: event.clientX, y: event.clientY };
    const moved = drag.moved || Math.hypot(at.x - drag.from.x, at.y - drag.from.y) > THRESHOLD;
    const edge = moved ? edgeUnder(drag.item, at) : null;
    setDrag({ ...drag, at, moved, edge });
    showTarget(edge);
  }

  const dragging = drag !== null;
  useEffect(() => {
    if (!dragging) return;
    return onEscape(() => {
      setDrag(null);
      showTarget(null);
      // The button still comes up, which would be a click.
      suppressClick.current = true;
    });
  }, [dragging]);

  function onPointerUp(event: PointerEvent): void {
    if (!drag) return;
    setDrag(null);
    suppressClick.current = drag.moved;
    if (drag.edge !== null) showTarget(null);
    const { clientX: x, clientY: y } = event;
    if (!drag.moved || !overCanvas({ x, y })) return;
    drop(drag.item, { x, y });
    // The press gave it to the button: the arrow keys are for what has just been put down.
    canvasApi()?.focus();
  }

  /** A drag ends in a click on the same button; only a press that did not move adds something. */
  function click(item: PaletteItem): void {
    const dragged = suppressClick.current;
    suppressClick.current = false;
    if (dragged) return;
    if (item.make.kind !== 'part') addUnaimed(item);
    else onPart(item.make.part, null);
  }

  const zoom = getZoom();
  return (
    <nav
      aria-label="Palette"
      className="quiet-scroll flex w-[88px] shrink-0 flex-col gap-1 border-line border-r bg-panel p-2"
    >
      {PALETTE.map((item) => (
        <button
          type="button"
          key={item.id}
          data-testid={`palette-${item.id}`}
          title={`${item.hint}. ${howTo(item, aimed)}`}
          className="flex h-[62px] shrink-0 touch-none flex-col items-center justify-center rounded-lg text-ink-2 transition-colors hover:bg-sunken hover:text-ink"
          onPointerDown={(event) => onPointerDown(event, item)}
          onPointerMove={onPointerMove}
          onPointerUp={onPointerUp}
          onPointerCancel={() => setDrag(null)}
          onClick={() => click(item)}
        >
          <Glyph id={item.id} />
          <span className="text-2xs">{item.title}</span>
        </button>
      ))}
      <PartButtons
        onPress={(event, part) => onPointerDown(event, partItem(part))}
        onMove={onPointerMove}
        onRelease={onPointerUp}
        onCancel={() => setDrag(null)}
        onClick={(part) => click(partItem(part))}
        onRemove={onRemovePart}
      />
      {drag?.moved && (
        <div
          data-testid="ghost"
          className={cx(
            'pointer-events-none fixed z-50 flex items-center justify-center rounded-card border border-accent text-ink-2 text-xs',
            // The edge that is lit under it has to be seen.
            drag.edge === null ? 'bg-panel/90 shadow-[var(--shadow-lift)]' : 'border-dashed bg-panel/20',
          )}
          style={{
            width: drag.item.width * zoom,
            height: drag.item.height * zoom,
            left: drag.at.x - (drag.item.width * zoom) / 2,
            top: drag.at.y - (drag.item.height * zoom) / 2,
          }}
        >
          {drag.item.title}
        </div>
      )}
    </nav>
  );
}

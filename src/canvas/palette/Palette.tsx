import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { addNode } from '../../model/commands/nodes';
import { addNote } from '../../model/commands/notes';
import { notesOf } from '../../model/notes';
import type { Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { NOTHING, useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { onEscape } from '../../ui/escape';
import { canvasApi } from '../api';
import { attempt } from '../attempt';
import { contains } from '../geometry';
import { insertNew, showTarget, standsOnEdges } from '../insertion';
import { noteSpot } from '../notes/noteSpot';
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
  /** Puts one of the user's parts on the canvas, its middle at the given place. */
  readonly onPart: (id: string, at: { readonly middle: Position }) => void;
  readonly onRemovePart: (id: string) => void;
}

/** A part as an item: its cards' sizes are not known before it is placed. */
function partItem({ id, name }: { readonly id: string; readonly name: string }): PaletteItem {
  return { id, title: name, hint: name, make: { kind: 'part', part: id }, width: 168, height: 92 };
}

/** The column of nodes that are dragged onto the canvas; a click or Enter puts one in its middle. */
export function Palette({ onPart, onRemovePart }: PaletteProps) {
  const [drag, setDrag] = useState<Drag | null>(null);
  const suppressClick = useRef(false);
  const { screenToFlowPosition, flowToScreenPosition, getZoom } = useReactFlow();

  function add(item: PaletteItem, clientX: number, clientY: number): void {
    const middle = screenToFlowPosition({ x: clientX, y: clientY });
    if (item.make.kind === 'part') {
      onPart(item.make.part, { middle });
      return;
    }
    const position = { x: Math.round(middle.x - item.width / 2), y: Math.round(middle.y - item.height / 2) };
    const { doc } = useDocument.getState();
    if (item.make.kind === 'note') {
      if (!attempt('Add a note', addNote(doc, 'A note, with $\\TeX$', position.x, position.y))) return;
      const id = notesOf(useDocument.getState().doc).at(-1)?.id ?? null;
      applySelection(NOTHING);
      useSession.getState().set({ selectedNotes: new Set(id === null ? [] : [id]), editedNote: id });
      return;
    }
    const { make, width, height } = item;
    const edge = edgeUnder(item, { x: clientX, y: clientY });
    const result = edge ? insertNew(edge, make, { ...position, width, height }) : addNode(doc, { ...make, position });
    if (!attempt(`Add ${item.title.toLowerCase()}`, result)) return;
    const added = useDocument.getState().doc.nodes.at(-1);
    if (added) applySelection({ nodes: new Set([added.id]), edges: new Set() });
  }

  /** The middle of the canvas, stepped down while another node already sits there. */
  function addInMiddle(item: PaletteItem): void {
    const box = canvasBox();
    if (!box) return;
    const zoom = getZoom();
    if (item.make.kind === 'note') {
      const { x, y } = screenToFlowPosition({ x: box.left, y: box.top });
      const spot = noteSpot(item, { x, y, width: box.width / zoom, height: box.height / zoom });
      const at = flowToScreenPosition({ x: spot.x + item.width / 2, y: spot.y + item.height / 2 });
      add(item, at.x, at.y);
      return;
    }
    let y = box.top + box.height / 2;
    const x = box.left + box.width / 2;
    const { nodes } = useDocument.getState().doc;
    for (let tries = 0; tries < 12; tries++) {
      const at = screenToFlowPosition({ x, y });
      const taken = nodes.some(
        (node) =>
          Math.abs(node.position.x + item.width / 2 - at.x) < item.width * 0.8 &&
          Math.abs(node.position.y + item.height / 2 - at.y) < item.height * 0.8,
      );
      if (!taken) break;
      y += (item.height + 24) * zoom;
    }
    add(item, x, y);
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
    add(drag.item, x, y);
    // The press gave it to the button: the arrow keys are for what has just been put down.
    canvasApi()?.focus();
  }

  /** A drag ends in a click on the same button; only a press that did not move adds in the middle. */
  function click(item: PaletteItem): void {
    if (!suppressClick.current) addInMiddle(item);
    suppressClick.current = false;
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
          title={`${item.hint}. Drag it onto the canvas, or click.`}
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

import { useReactFlow } from '@xyflow/react';
import { type PointerEvent, useRef, useState } from 'react';
import { insertOnEdge } from '../../model/commands/build';
import { addNode } from '../../model/commands/nodes';
import { addNote } from '../../model/commands/notes';
import { edgeById } from '../../model/document';
import { notesOf } from '../../model/notes';
import type { Position } from '../../model/types';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { NOTHING, useSession } from '../../store/session';
import { attempt } from '../attempt';
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
}

function canvasBox(): DOMRect | null {
  return document.querySelector('[data-testid="canvas"]')?.getBoundingClientRect() ?? null;
}

/** The edge under a point of the screen, for a node that is dropped on it. */
function edgeAt(x: number, y: number): string | null {
  const hit = document.elementsFromPoint(x, y).find((element) => element.closest('.react-flow__edge') !== null);
  return hit?.closest('.react-flow__edge')?.getAttribute('data-id') ?? null;
}

function inside(box: DOMRect | null, x: number, y: number): boolean {
  return box !== null && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom;
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
  const { screenToFlowPosition, getZoom } = useReactFlow();

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
    const edge = edgeAt(clientX, clientY);
    const init = useSession.getState().newWeights ?? undefined;
    const result = edge ? insertOnEdge(doc, edge, item.make, position, init) : addNode(doc, { ...item.make, position });
    if (!attempt(`Add ${item.title.toLowerCase()}`, result)) return;
    const added = useDocument.getState().doc.nodes.at(-1);
    if (added) applySelection({ nodes: new Set([added.id]), edges: new Set() });
  }

  /** The middle of the canvas, stepped down while another node already sits there. */
  function addInMiddle(item: PaletteItem): void {
    const box = canvasBox();
    if (!box) return;
    const zoom = getZoom();
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
    setDrag({ item, from: at, at, moved: false });
  }

  function onPointerMove(event: PointerEvent): void {
    if (!drag) return;
    const at = { x: event.clientX, y: event.clientY };
    const moved = drag.moved || Math.hypot(at.x - drag.from.x, at.y - drag.from.y) > THRESHOLD;
    setDrag({ ...drag, at, moved });
    // An edge that would take the node in is lit.
    const edge = moved && drag.item.make.kind !== 'part' && drag.item.make.kind !== 'note' ? edgeAt(at.x, at.y) : null;
    const { place, set } = useSession.getState();
    const record = edge === null ? undefined : edgeById(useDocument.getState().doc, edge);
    if (record) set({ place: { node: record.target, edge: record.id } });
    else if (place !== null) set({ place: null });
  }

  function onPointerUp(event: PointerEvent): void {
    if (!drag) return;
    setDrag(null);
    suppressClick.current = drag.moved;
    if (drag.moved && inside(canvasBox(), event.clientX, event.clientY)) add(drag.item, event.clientX, event.clientY);
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
          className="pointer-events-none fixed z-50 flex items-center justify-center rounded-card border border-accent bg-panel/90 text-ink-2 text-xs shadow-[var(--shadow-lift)]"
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

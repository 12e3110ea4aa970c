import { type KeyboardEvent, useEffect, useRef } from 'react';
import { addConnected, sequence } from '../../model/commands/build';
import { useDocument } from '../../store/document';
import { applySelection } from '../../store/selection';
import { initNow } from '../../store/session';
import { canvasApi } from '../api';
import { attempt } from '../attempt';
import { joinsAt } from '../insertion';
import { Glyph } from '../palette/glyphs';
import { PALETTE, type PaletteItem } from '../palette/items';

/** Where an edge was let go over nothing, and what it comes from (or, backwards, leads to). */
export interface LooseEnd {
  /** Pixels of the canvas element. */
  readonly x: number;
  readonly y: number;
  /** Size of the canvas element: the menu stays inside it. */
  readonly within: { readonly width: number; readonly height: number };
  /** Canvas coordinates. */
  readonly at: { readonly x: number; readonly y: number };
  readonly nodes: readonly string[];
  readonly backwards: boolean;
}

/** What can stand at a loose end: nothing enters an input, nothing leaves a loss. */
function choices({ backwards }: LooseEnd): readonly PaletteItem[] {
  return PALETTE.filter(({ make }) => make.kind !== 'note' && make.kind !== (backwards ? 'loss' : 'input'));
}

/** Size of the menu: its rows, and what is around them. */
const WIDTH = 160;
const ROW = 32;
const AROUND = 10;
/** The least room to the canvas's sides. */
const MARGIN = 8;

function placeOf({ x, y, within }: LooseEnd, rows: number): { readonly left: number; readonly top: number } {
  const clamped = (at: number, size: number, room: number) => Math.max(MARGIN, Math.min(at, room - size - MARGIN));
  return { left: clamped(x, WIDTH, within.width), top: clamped(y, rows * ROW + AROUND, within.height) };
}

/** An edge that ends in the open asks what to put there; the new node and its edges are one undo step. */
export function QuickMenu({ end, onClose }: { end: LooseEnd; onClose: () => void }) {
  const menu = useRef<HTMLDivElement>(null);
  const items = choices(end);
  useEffect(() => menu.current?.querySelector('button')?.focus(), []);
  // What the edge comes from may be gone with the change.
  useEffect(() => useDocument.subscribe((state, before) => state.doc !== before.doc && onClose()), [onClose]);

  function choose(item: PaletteItem): void {
    onClose();
    if (item.make.kind === 'note' || item.make.kind === 'part') return;
    const { doc } = useDocument.getState();
    const x = end.backwards ? end.at.x - item.width : end.at.x;
    const position = { x: Math.round(x), y: Math.round(end.at.y - item.height / 2) };
    const init = initNow();
    const { make } = item;
    const result = sequence(doc, [
      (now) => addConnected(now, make, position, end.nodes, end.backwards, init),
      joinsAt({ ...position, width: item.width, height: item.height }),
    ]);
    if (!attempt(`Add ${item.title.toLowerCase()}`, result)) return;
    const added = useDocument.getState().doc.nodes.at(-1);
    if (!added) return;
    applySelection({ nodes: new Set([added.id]), edges: new Set() });
    // Let go near the rim, or under the minimap, its card lies partly where nobody sees it.
    canvasApi()?.panTo({ ...position, width: item.width, height: item.height });
  }
  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(menu.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const moves: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 };
    if (event.key in moves) buttons[(moves[event.key] + buttons.length) % buttons.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') onClose();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
  return (
    <>
      <div className="absolute inset-0 z-20" onPointerDown={onClose} />
      <div
        ref={menu}
        role="menu"
        tabIndex={-1}
        aria-label="What to put here"
        data-testid="quick-menu"
        onKeyDown={onKeyDown}
        className="absolute z-30 w-40 rounded-lg border border-line-2 bg-raised p-1 shadow-[var(--shadow-lift)]"
        style={placeOf(end, items.length)}
      >
        {items.map((item) => (
          <button
            key={item.id}
            type="button"
            role="menuitem"
            data-testid={`quick-${item.id}`}
            className="flex h-8 w-full items-center gap-2 rounded-md px-2 text-left text-sm outline-none hover:bg-sunken focus:bg-sunken"
            onClick={() => choose(item)}
          >
            <span className="flex w-7 justify-center text-ink-2 [&_svg]:h-5">
              <Glyph id={item.id} />
            </span>
            {item.title}
          </button>
        ))}
      </div>
    </>
  );
}

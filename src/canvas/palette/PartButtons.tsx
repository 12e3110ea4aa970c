import { X } from 'lucide-react';
import type { PointerEvent } from 'react';
import { useSession } from '../../store/session';
import { Glyph } from './glyphs';

interface PartButtonsProps {
  readonly onPress: (event: PointerEvent<HTMLButtonElement>, part: { id: string; name: string }) => void;
  readonly onMove: (event: PointerEvent) => void;
  readonly onRelease: (event: PointerEvent) => void;
  readonly onCancel: () => void;
  readonly onClick: (part: { id: string; name: string }) => void;
  readonly onRemove: (id: string) => void;
}

/** The user's own parts, below the kinds of nodes. */
export function PartButtons({ onPress, onMove, onRelease, onCancel, onClick, onRemove }: PartButtonsProps) {
  const parts = useSession((state) => state.parts);
  if (parts.length === 0) return null;
  return (
    <section aria-label="Parts" className="mt-1 flex flex-col gap-1 border-line border-t pt-2">
      <h2 className="px-1 text-2xs text-ink-3">Parts</h2>
      {parts.map((part) => (
        <div key={part.id} className="group/part relative">
          <button
            type="button"
            data-testid={`part-${part.name}`}
            title={`${part.name}. Drag it onto the canvas, or click.`}
            className="flex h-[62px] w-full touch-none flex-col items-center justify-center rounded-lg px-1 text-ink-2 transition-colors hover:bg-sunken hover:text-ink"
            onPointerDown={(event) => onPress(event, part)}
            onPointerMove={onMove}
            onPointerUp={onRelease}
            onPointerCancel={onCancel}
            onClick={() => onClick(part)}
          >
            <Glyph id="part" />
            <span className="w-full truncate text-center text-2xs">{part.name}</span>
          </button>
          <button
            type="button"
            aria-label={`Remove the part ${part.name}`}
            title="Remove from the palette"
            className="absolute top-0.5 right-0.5 grid size-5 place-items-center rounded-md text-ink-3 opacity-0 hover:bg-line hover:text-ink focus-visible:opacity-100 group-hover/part:opacity-100"
            onClick={() => onRemove(part.id)}
          >
            <X size={13} />
          </button>
        </div>
      ))}
    </section>
  );
}

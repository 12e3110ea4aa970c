import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { onEscape } from './escape';
import { addStep, newGesture, stepSize } from './steps';

interface DragPrefixProps {
  readonly text: string;
  readonly value: number;
  /** Whether the field takes a value. */
  readonly accepts: (value: number) => boolean;
  readonly onChange: (value: number, gesture: string) => void;
}

interface Held {
  /** Where the pointer was last, and how much of its way has not made a step yet. */
  x: number;
  rest: number;
  /** What the drag has changed so far; null until it has. */
  run: { readonly before: number; last: number } | null;
  readonly gesture: string;
}

/** Pixels of dragging that make a step. */
const PIXELS = 4;

/** What stands in front of a number and is dragged to change it. Escape takes the drag back. */
export function DragPrefix({ text, value, accepts, onChange }: DragPrefixProps) {
  const held = useRef<Held | null>(null);
  const [dragging, setDragging] = useState(false);

  function end(): void {
    held.current = null;
    setDragging(false);
  }
  const takeBack = useEffectEvent(() => {
    const run = held.current?.run;
    const gesture = held.current?.gesture;
    end();
    if (run && gesture !== undefined && run.last !== run.before) onChange(run.before, gesture);
  });
  useEffect(() => {
    if (dragging) return onEscape(() => takeBack());
  }, [dragging]);

  return (
    <span
      className="cursor-ew-resize touch-none pr-1 pl-2 text-ink-3"
      title="Drag to change"
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = { x: event.clientX, rest: 0, run: null, gesture: newGesture() };
        setDragging(true);
      }}
      onPointerMove={(event) => {
        const drag = held.current;
        if (!drag) return;
        // Added up move by move: Shift and Alt count from where they are pressed.
        drag.rest += event.clientX - drag.x;
        drag.x = event.clientX;
        const steps = Math.trunc(drag.rest / PIXELS);
        if (steps === 0) return;
        drag.rest -= steps * PIXELS;
        drag.run ??= { before: value, last: value };
        const next = addStep(drag.run.last, steps * stepSize(event));
        if (next === drag.run.last || !accepts(next)) return;
        drag.run.last = next;
        onChange(next, drag.gesture);
      }}
      onLostPointerCapture={end}
    >
      {text}
    </span>
  );
}

import { useRef, useState } from 'react';
import { cx } from './cx';
import { exact, formatParam } from './format';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  /** Called while typing ends, arrow keys step or a drag moves. One `gesture` string = one undo step. */
  readonly onChange: (value: number, gesture: string) => void;
  /** Reads what was typed; null when it is not a number. */
  readonly parse: (text: string) => number | null;
  readonly className?: string;
  readonly prefix?: string;
  readonly testId?: string;
}

let gestures = 0;
/** A new name for a run of changes that make one undo step. */
export function newGesture(): string {
  gestures += 1;
  return `gesture-${gestures}`;
}

/** The step of an arrow key or a pixel of dragging: a tenth, finer with Alt, coarser with Shift. */
export function stepSize(event: { shiftKey: boolean; altKey: boolean }): number {
  return event.shiftKey ? 1 : event.altKey ? 0.01 : 0.1;
}

/** Adds a step without leaving digits like 0.30000000000000004 behind. */
export function addStep(value: number, step: number): number {
  return Number((value + step).toPrecision(12));
}

/**
 * A number that can be typed (with arithmetic), stepped with the arrow keys (Shift x 10, Alt / 10) and dragged by its
 * prefix. Typing commits on Enter or leaving; Escape brings the old value back.
 */
export function NumberField({ label, value, onChange, parse, className, prefix, testId }: NumberFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const drag = useRef<{ x: number; start: number; gesture: string } | null>(null);
  const keys = useRef<string | null>(null);

  function commit(text: string): boolean {
    const parsed = parse(text);
    if (parsed === null) {
      setWrong(true);
      return false;
    }
    setDraft(null);
    setWrong(false);
    if (parsed !== value) onChange(parsed, newGesture());
    return true;
  }

  return (
    <span
      className={cx(
        'flex h-7 min-w-0 items-center rounded-md border bg-panel',
        wrong ? 'border-warn' : 'border-line-2 focus-within:border-accent',
        className,
      )}
    >
      {prefix !== undefined && (
        <span
          className="cursor-ew-resize touch-none pr-1 pl-2 text-ink-3"
          title="Drag to change"
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            drag.current = { x: event.clientX, start: value, gesture: newGesture() };
          }}
          onPointerMove={(event) => {
            const held = drag.current;
            if (!held) return;
            const moved = Math.round((event.clientX - held.x) / 4);
            const next = addStep(held.start, moved * stepSize(event));
            if (next !== value) onChange(next, held.gesture);
          }}
          onPointerUp={() => {
            drag.current = null;
          }}
        >
          {prefix}
        </span>
      )}
      <input
        aria-label={label}
        aria-invalid={wrong}
        data-testid={testId}
        title={wrong ? 'Not a number' : exact(value)}
        spellCheck={false}
        className="h-full w-full min-w-0 bg-transparent px-2 text-right text-sm tabular-nums outline-none select-text"
        value={draft ?? formatParam(value)}
        onFocus={(event) => {
          setDraft(String(value));
          requestAnimationFrame(() => event.target.select());
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          setWrong(false);
        }}
        onBlur={() => {
          keys.current = null;
          if (draft === null) return;
          if (draft === String(value) || !commit(draft)) {
            setDraft(null);
            setWrong(false);
          }
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') {
            if (draft !== null && commit(draft)) event.currentTarget.blur();
          } else if (event.key === 'Escape') {
            setDraft(null);
            setWrong(false);
            event.stopPropagation();
            const field = event.currentTarget;
            requestAnimationFrame(() => field.blur());
          } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
            event.preventDefault();
            const base = draft === null ? value : (parse(draft) ?? value);
            const next = addStep(base, (event.key === 'ArrowUp' ? 1 : -1) * stepSize(event));
            keys.current ??= newGesture();
            onChange(next, keys.current);
            setDraft(String(next));
          }
        }}
      />
    </span>
  );
}

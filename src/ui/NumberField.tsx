import { type KeyboardEvent, useRef, useState } from 'react';
import { cx } from './cx';
import { DragPrefix } from './DragPrefix';
import { exact, formatNarrow, formatShort } from './format';
import { addStep, newGesture, stepSize } from './steps';
import { useUnfinished } from './unfinished';
import { useRoom } from './useRoom';

export interface NumberFieldProps {
  readonly label: string;
  readonly value: number;
  /** Called while typing ends, arrow keys step or a drag moves. One `gesture` string = one undo step. */
  readonly onChange: (value: number, gesture: string) => void;
  /** Reads what was typed, which may act on the present value; null when it is not a number of this field. */
  readonly parse: (text: string, present: number) => number | null;
  /** False: arrow keys change the text alone, which counts when typing ends. For what loses numbers on its way. */
  readonly live?: boolean;
  readonly className?: string;
  readonly prefix?: string;
  readonly testId?: string;
}

/** A run of arrow keys: the value before it, and the one that it has come to. */
interface Run {
  readonly before: number;
  readonly last: number;
  readonly gesture: string;
}

/**
 * A number that can be typed (with arithmetic), stepped with the arrow keys (Shift x 10, Alt / 10) and dragged by its
 * prefix. Typing commits on Enter or leaving; Escape brings the old value back.
 */
export function NumberField({
  label,
  value,
  onChange,
  parse,
  live = true,
  className,
  prefix,
  testId,
}: NumberFieldProps) {
  /** What is being typed; null while the field only shows its value. */
  const [draft, setDraft] = useState<string | null>(null);
  const [focused, setFocused] = useState(false);
  const [wrong, setWrong] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const room = useRoom(field);
  const run = useRef<Run | null>(null);
  const givenUp = useRef(false);
  const accepts = (next: number) => parse(String(next), value) === next;

  useUnfinished(draft !== null && parse(draft, value) !== value, () => {
    const parsed = draft === null ? null : parse(draft, value);
    setWrong(parsed === null);
    if (parsed === null) return;
    run.current = null;
    setDraft(null);
    onChange(parsed, newGesture());
  });

  function leave(): void {
    const parsed = draft === null || givenUp.current ? null : parse(draft, value);
    givenUp.current = false;
    run.current = null;
    setDraft(null);
    setFocused(false);
    setWrong(false);
    if (parsed !== null && parsed !== value) onChange(parsed, newGesture());
  }

  function step(direction: 1 | -1, size: number): void {
    const from = draft === null ? value : (parse(draft, value) ?? value);
    // A field of whole numbers takes no tenths: it moves by one.
    const next = [size, 1].map((by) => addStep(from, direction * by)).find(accepts);
    if (next === undefined) return;
    if (!live) {
      setDraft(String(next));
      return;
    }
    // After an undo, which moves the value too, a new run begins.
    const going = run.current?.last === value ? run.current : { before: value, gesture: newGesture() };
    run.current = { ...going, last: next };
    setDraft(null);
    onChange(next, going.gesture);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') {
      if (draft !== null && parse(draft, value) === null) setWrong(true);
      else event.currentTarget.blur();
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      const steps = run.current;
      givenUp.current = true;
      event.currentTarget.blur();
      if (steps && steps.last === value && steps.before !== value) onChange(steps.before, steps.gesture);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      step(event.key === 'ArrowUp' ? 1 : -1, stepSize(event));
    }
  }

  return (
    <span
      className={cx(
        'flex h-7 min-w-0 items-center rounded-md border bg-panel',
        wrong ? 'border-warn' : 'border-line-2 focus-within:border-accent',
        className,
      )}
    >
      {prefix !== undefined && <DragPrefix text={prefix} value={value} accepts={accepts} onChange={onChange} />}
      <input
        ref={field}
        aria-label={label}
        aria-invalid={wrong}
        data-testid={testId}
        // As long as nothing is typed there is nothing of the field's own to undo.
        data-undo={draft === null ? 'document' : undefined}
        title={wrong ? 'Not a number' : exact(value)}
        spellCheck={false}
        className="h-full w-full min-w-0 bg-transparent px-2 text-right text-sm tabular-nums outline-none select-text"
        value={draft ?? (focused ? String(value) : formatNarrow(value, room, formatShort))}
        onFocus={(event) => {
          const input = event.currentTarget;
          setFocused(true);
          // A slow frame may come after the focus has moved on; selecting would fetch it back.
          requestAnimationFrame(() => {
            if (document.activeElement === input) input.select();
          });
        }}
        onChange={(event) => {
          setDraft(event.target.value);
          setWrong(false);
        }}
        onBlur={leave}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}

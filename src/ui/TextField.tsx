import { useState } from 'react';
import { cx } from './cx';
import { useUnfinished } from './unfinished';

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  /** False when the text was refused: the field then keeps it for correction. */
  readonly onCommit: (text: string) => boolean;
  /** Enter has kept the text, or Escape has given it up. */
  readonly onDone?: () => void;
  readonly className?: string;
  readonly testId?: string;
}

/** A line of text that commits on Enter or leaving; Escape brings the old one back. */
export function TextField({ label, value, placeholder, onCommit, onDone, className, testId }: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  useUnfinished(draft !== null && draft !== value, () => {
    if (draft !== null && onCommit(draft)) setDraft(null);
  });
  return (
    <input
      aria-label={label}
      data-testid={testId}
      spellCheck={false}
      placeholder={placeholder}
      value={draft ?? value}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => {
        if (draft !== null && draft !== value) onCommit(draft);
        setDraft(null);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          if (draft !== null && draft !== value && !onCommit(draft)) return;
        } else if (event.key === 'Escape') event.stopPropagation();
        else return;
        setDraft(null);
        onDone?.();
      }}
      className={cx(
        'h-7 w-full min-w-0 rounded-md border border-line-2 bg-panel px-2 text-sm text-ink outline-none select-text placeholder:text-ink-3 focus:border-accent',
        className,
      )}
    />
  );
}

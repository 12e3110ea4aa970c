/** Plain widgets: buttons, a segmented choice, a select, a section. They know nothing of networks. */
import type { ComponentProps, ReactNode } from 'react';
import { cx } from './cx';

interface ButtonProps extends ComponentProps<'button'> {
  readonly tone?: 'quiet' | 'line' | 'accent';
}

/** A text button, 28 px high. */
export function Button({ tone = 'line', className, ...rest }: ButtonProps) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex h-7 items-center justify-center gap-1.5 rounded-md px-2.5 text-sm whitespace-nowrap transition-colors disabled:opacity-40',
        tone === 'quiet' && 'text-ink-2 enabled:hover:bg-sunken enabled:hover:text-ink',
        tone === 'line' && 'border border-line-2 bg-panel text-ink enabled:hover:bg-sunken',
        tone === 'accent' && 'bg-accent font-medium text-accent-ink enabled:hover:opacity-90',
        className,
      )}
      {...rest}
    />
  );
}

interface IconButtonProps extends ComponentProps<'button'> {
  /** What it does: read aloud and shown as its tooltip, with its key behind it. */
  readonly label: string;
  readonly keys?: string;
  readonly pressed?: boolean;
}

/** A 28 px square button with an icon. */
export function IconButton({ label, keys, pressed, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      aria-pressed={pressed}
      title={keys ? `${label} (${keys})` : label}
      className={cx(
        'inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-2 transition-colors enabled:hover:bg-sunken enabled:hover:text-ink disabled:opacity-35',
        pressed && 'bg-accent-soft text-accent',
        className,
      )}
      {...rest}
    />
  );
}

interface SegmentedProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly {
    readonly value: T;
    readonly label: ReactNode;
    readonly title?: string;
    readonly disabled?: boolean;
  }[];
  readonly onChange: (value: T) => void;
}

/** One of a few, all visible: a radio group, so arrow keys move through it. */
export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <div
      role="radiogroup"
      aria-label={label}
      className="inline-flex h-7 items-center gap-0.5 rounded-md bg-sunken p-0.5"
      onKeyDown={(event) => {
        const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
        if (step === 0) return;
        event.preventDefault();
        const free = options.filter((option) => !option.disabled);
        const at = free.findIndex((option) => option.value === value);
        const next = free[(at + step + free.length) % free.length];
        if (!next) return;
        onChange(next.value);
        const index = options.indexOf(next);
        (event.currentTarget.children[index] as HTMLElement | undefined)?.focus();
      }}
    >
      {options.map((option) => (
        // biome-ignore lint/a11y/useSemanticElements: a native radio cannot be drawn as a segment without hiding it.
        <button
          type="button"
          role="radio"
          key={option.value}
          aria-checked={option.value === value}
          tabIndex={option.value === value ? 0 : -1}
          disabled={option.disabled}
          title={option.title}
          onClick={() => onChange(option.value)}
          className={cx(
            'h-6 rounded-[5px] px-2 text-xs whitespace-nowrap transition-colors disabled:opacity-40',
            option.value === value
              ? 'bg-panel font-medium text-ink shadow-[var(--shadow)]'
              : 'text-ink-2 enabled:hover:text-ink',
          )}
        >
          {option.label}
        </button>
      ))}
    </div>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly onChange: (value: T) => void;
  readonly className?: string;
}

/** The system's own list: every keyboard and screen reader knows it. */
export function Select<T extends string>({ label, value, options, onChange, className }: SelectProps<T>) {
  return (
    <select
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.target.value as T)}
      className={cx(
        'h-7 w-full rounded-md border border-line-2 bg-panel px-1.5 text-sm text-ink hover:bg-sunken',
        className,
      )}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

/** A titled part of a panel. */
export function Section({ title, aside, children }: { title?: ReactNode; aside?: ReactNode; children: ReactNode }) {
  return (
    <section className="border-line border-b px-4 py-3 last:border-b-0">
      {title !== undefined && (
        <header className="mb-2 flex min-h-5 items-center justify-between gap-2">
          <h3 className="font-medium text-2xs text-ink-3">{title}</h3>
          {aside}
        </header>
      )}
      {children}
    </section>
  );
}

/** A label in front of a control; rows of one panel align. */
export function Row({ label, children }: { label: ReactNode; children: ReactNode }) {
  return (
    <div className="grid min-h-8 grid-cols-[88px_minmax(0,1fr)] items-center gap-2">
      <span className="truncate text-ink-2">{label}</span>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

/** A small on/off. */
export function Toggle({
  label,
  checked,
  onChange,
}: {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  return (
    <button
      type="button"
      role="switch"
      aria-label={label}
      aria-checked={checked}
      onClick={() => onChange(!checked)}
      className={cx(
        'relative h-4.5 w-8 rounded-full transition-colors',
        checked ? 'bg-accent' : 'bg-line-2 hover:bg-ink-3/50',
      )}
    >
      <span
        className={cx(
          'absolute top-0.5 left-0.5 size-3.5 rounded-full bg-white transition-transform',
          checked && 'translate-x-3.5',
        )}
      />
    </button>
  );
}

import { Route } from 'lucide-react';
import { useState } from 'react';
import { setNumbers } from '../../model/commands/numbers';
import type { NumberSlot } from '../../model/types';
import { useSession } from '../../store/session';
import { Button, IconButton } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatNarrow } from '../../ui/format';
import { NumberField } from '../../ui/NumberField';
import { warnOf } from '../../ui/warn';
import { edit } from '../edit';
import { parseNumber } from '../parseNumber';

interface NumberListProps {
  readonly slot: NumberSlot;
  readonly values: Float64Array;
  readonly label: (index: number) => string;
  /** Gradient of an entry, for biases. */
  readonly gradient?: (index: number) => number | null;
  /** Address of an entry that can be chosen, for biases. */
  readonly address?: (index: number) => string;
}

/** Entries shown before "show more": long vectors are read in the matrix grid or on the canvas. */
const STEP = 32;
/** Room for a gradient, in digits. */
const ROOM = 8;

/** A vector to be edited entry by entry. */
export function NumberList({ slot, values, label, gradient, address }: NumberListProps) {
  const [shown, setShown] = useState(STEP);
  const chosen = useSession((state) => state.chosen);
  const count = Math.min(shown, values.length);
  return (
    <div className="flex flex-col gap-1">
      {Array.from({ length: count }, (_, index) => {
        const value = gradient?.(index);
        const at = address?.(index);
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: an entry is its index.
            key={index}
            className={cx(
              'grid items-center gap-2',
              // Without a gradient behind it a field stands below the other fields of its panel.
              at === undefined ? 'grid-cols-[88px_minmax(0,1fr)]' : 'grid-cols-[56px_minmax(0,1fr)_auto]',
            )}
          >
            <span className="truncate text-ink-2" title={label(index)}>
              {label(index)}
            </span>
            <NumberField
              label={label(index)}
              testId={`number-${slot.of}-${index}`}
              value={values[index]}
              parse={parseNumber}
              prefix="↔"
              onChange={(next, gesture) =>
                edit(`Change ${label(index)}`, (doc) => setNumbers(doc, slot, index, [next]), gesture)
              }
            />
            {at !== undefined && (
              <span className="flex items-center gap-1">
                <span
                  className={cx(
                    'w-[76px] whitespace-nowrap text-right text-xs tabular-nums',
                    warnOf(value) ?? 'text-ink-2',
                  )}
                  title={value == null ? undefined : exact(value)}
                >
                  {value == null ? '–' : `∂ ${formatNarrow(value, ROOM)}`}
                </span>
                <IconButton
                  label={`Show the paths of ${at}`}
                  pressed={chosen === at}
                  className={cx(chosen === at && 'text-accent')}
                  onClick={() => useSession.getState().choose(at)}
                >
                  <Route size={15} />
                </IconButton>
              </span>
            )}
          </div>
        );
      })}
      {count < values.length && (
        <Button onClick={() => setShown(count + 4 * STEP)}>Show more of {formatCount(values.length)}</Button>
      )}
    </div>
  );
}

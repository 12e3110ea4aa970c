/** Units one above the other, where their lines end: pills with the activation in them, or dots. */
import { cx } from '../../ui/cx';
import { exact, formatValue } from '../../ui/format';
import { colourAt, scalePosition } from '../colour';
import type { Several } from './SeveralUnits';
import { BORDER, COLUMN_HEAD, dotRadius, PILL, type UnitColumn } from './unitGeometry';
import { useActivations, useUnitMarks } from './values';

interface ColumnProps {
  readonly record: Several;
  readonly column: UnitColumn;
}

/** Largest finite size, so that one overflowed unit does not fade all others. */
function largest(values: ArrayLike<number> | null): number {
  let most = 0;
  for (let i = 0; values && i < values.length; i++) {
    const size = Math.abs(values[i]);
    if (size > most && size < Number.POSITIVE_INFINITY) most = size;
  }
  return most;
}

export function UnitPills({ record, column }: ColumnProps) {
  const activations = useActivations(record.id);
  const marks = useUnitMarks(record.id, record.size);
  return (
    <div className="relative">
      {Array.from({ length: record.size }, (_, unit) => {
        const value = activations?.[unit];
        return (
          <div
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
            key={unit}
            className={cx(
              'pointer-events-auto absolute flex items-center justify-center rounded-full border bg-paper text-2xs tabular-nums transition-opacity duration-150',
              marks?.[unit] ? 'border-accent' : 'border-line-2',
              marks?.[unit] === 0 && 'opacity-35',
              value !== undefined && !Number.isFinite(value) && 'text-warn',
            )}
            style={{ ...PILL, left: column.left - BORDER, top: unit * column.pitch + (column.pitch - PILL.height) / 2 }}
            title={value === undefined ? undefined : `${record.id}[${unit}]: a = ${exact(value)}`}
          >
            {value === undefined ? '–' : formatValue(value, 3)}
          </div>
        );
      })}
    </div>
  );
}

export function UnitDots({ record, column }: ColumnProps) {
  const activations = useActivations(record.id);
  const marks = useUnitMarks(record.id, record.size);
  const most = largest(activations);
  const radius = dotRadius(column.pitch);
  return (
    <svg width={column.width} height={column.height - COLUMN_HEAD} role="img" aria-label={`Units of ${record.id}`}>
      {Array.from({ length: record.size }, (_, unit) => {
        const value = activations?.[unit];
        const bad = value !== undefined && !Number.isFinite(value);
        return (
          <circle
            className="pointer-events-auto"
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
            key={unit}
            cx={column.width / 2}
            cy={(unit + 0.5) * column.pitch}
            r={radius}
            fill={bad ? 'var(--warn)' : value === undefined ? 'var(--paper)' : colourAt(scalePosition(value, most))}
            stroke={marks?.[unit] ? 'var(--accent)' : 'var(--panel)'}
            strokeWidth={marks?.[unit] ? 1.5 : 0.5}
            opacity={marks?.[unit] === 0 ? 0.25 : 1}
          >
            {value !== undefined && <title>{`${record.id}[${unit}]: a = ${exact(value)}`}</title>}
          </circle>
        );
      })}
    </svg>
  );
}

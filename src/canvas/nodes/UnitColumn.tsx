/** Units one above the other, where their lines end: pills with the activation in them, or dots. */
import { memo, type PointerEvent, useLayoutEffect, useMemo, useRef } from 'react';
import { cx } from '../../ui/cx';
import { exact, formatValue } from '../../ui/format';
import { warnOf } from '../../ui/warn';
import { colourAt, scalePosition } from '../colour';
import { DotMarks, RIM } from './DotMarks';
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

/** Units as pills with their activation in them. */
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
              warnOf(value),
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

/** Colour of a dot by its unit's activation. */
function fillOf(value: number | undefined, most: number): string {
  if (value === undefined) return 'var(--paper)';
  return Number.isFinite(value) ? colourAt(scalePosition(value, most)) : 'var(--warn)';
}

/**
 * Units as dots. Their number and places are React's; their fill is set on the circles themselves: several hundred of them
 * change with every pass, and a pass must not wait until as many components have rendered.
 */
export const UnitDots = memo(function UnitDots({ record, column }: ColumnProps) {
  const svg = useRef<SVGSVGElement>(null);
  const activations = useActivations(record.id);
  const radius = dotRadius(column.pitch);
  const dots = useMemo(
    () =>
      Array.from({ length: record.size }, (_, unit) => (
        <circle
          className="pointer-events-auto"
          // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
          key={unit}
          data-unit={unit}
          cx={column.width / 2}
          cy={(unit + 0.5) * column.pitch}
          r={radius}
        />
      )),
    [record.size, column.width, column.pitch, radius],
  );
  // biome-ignore lint/correctness/useExhaustiveDependencies: other dots have nothing on them yet.
  useLayoutEffect(() => {
    const most = largest(activations);
    svg.current?.querySelectorAll('circle').forEach((dot, unit) => {
      const fill = fillOf(activations?.[unit], most);
      if (dot.getAttribute('fill') !== fill) dot.setAttribute('fill', fill);
    });
  }, [activations, dots]);
  /** A title is written when somebody points at its dot. */
  const nameUnit = (event: PointerEvent) => {
    const unit = event.target instanceof SVGElement ? event.target.dataset.unit : undefined;
    const value = unit === undefined ? undefined : activations?.[Number(unit)];
    const name = svg.current?.querySelector('title');
    if (name) name.textContent = value === undefined ? '' : `${record.id}[${unit}]: a = ${exact(value)}`;
  };
  return (
    <svg
      ref={svg}
      width={column.width}
      height={column.height - COLUMN_HEAD}
      role="img"
      aria-label={`Units of ${record.id}`}
      onPointerOver={nameUnit}
    >
      <g stroke="var(--panel)" strokeWidth={RIM}>
        {dots}
      </g>
      <DotMarks record={record} column={column} />
      <title />
    </svg>
  );
});

import { useMemo } from 'react';
import type { Several } from './SeveralUnits';
import { dotRadius, type UnitColumn } from './unitGeometry';
import { useUnitMarks } from './values';

/** Width of the rim that sets a dot off its neighbours, px, and opacity of what lies over dots on no path. */
export const RIM = 0.5;
const VEIL = 0.75;

/**
 * How the dots of a column take part in what is chosen: a veil over those that step back, a ring around those on a path.
 * One path each: a click would else have the browser work out the style of several hundred circles.
 */
export function DotMarks({ record, column }: { readonly record: Several; readonly column: UnitColumn }) {
  const marks = useUnitMarks(record.id, record.size);
  const r = dotRadius(column.pitch);
  const { veil, rings } = useMemo(() => {
    const paths = { veil: '', rings: '' };
    const x = column.width / 2;
    marks?.forEach((mark, unit) => {
      const y = (unit + 0.5) * column.pitch;
      // A line of no length with round ends is a disc.
      if (mark === 0) paths.veil += `M${x} ${y}h0`;
      else paths.rings += `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`;
    });
    return paths;
  }, [marks, column.width, column.pitch, r]);
  return (
    <g pointerEvents="none" fill="none" data-testid={`marks-${record.id}`}>
      <path d={veil} stroke="var(--paper)" strokeOpacity={VEIL} strokeLinecap="round" strokeWidth={2 * r + RIM} />
      <path d={rings} stroke="var(--accent)" strokeWidth={1.5} />
    </g>
  );
}

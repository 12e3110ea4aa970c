import { memo, useEffect, useRef } from 'react';
import { useSession } from '../../store/session';
import { gridOf } from './blockGeometry';

interface StripProps {
  readonly values: ArrayLike<number> | null;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Cells side by side; as suits the number of values when absent. */
  readonly columns?: number;
  /** How each unit takes part in what is chosen: 0 = on no path, 1 or 2 = on some; null while nothing is chosen. */
  readonly marks?: Uint8Array | null;
}

/** Opacity of what steps back, and the height of the bar that marks a unit on a lit path. */
const ASIDE = 0.3;
const BAR = 2;

/** Values of many units as a small picture: ink by size for all-positive values, the two signal colours otherwise. */
export const UnitStrip = memo(function UnitStrip({ values, width, height, label, columns, marks = null }: StripProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const dark = useSession((state) => state.dark);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme changes the tokens that are read from the page.
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const ratio = window.devicePixelRatio || 1;
    element.width = width * ratio;
    element.height = height * ratio;
    context.scale(ratio, ratio);
    context.clearRect(0, 0, width, height);
    if (!values || values.length === 0) return;
    const style = getComputedStyle(document.documentElement);
    const positive = style.getPropertyValue('--positive');
    const negative = style.getPropertyValue('--negative');
    const accent = style.getPropertyValue('--accent');
    let most = 0;
    // One overflowed unit must not fade all the others.
    for (let i = 0; i < values.length; i++) if (Number.isFinite(values[i])) most = Math.max(most, Math.abs(values[i]));
    const { cols, rows } = columns ? { cols: columns, rows: values.length / columns } : gridOf(values.length);
    const cellWidth = width / cols;
    const cellHeight = height / rows;
    const gap = cellWidth >= 6 ? 1 : 0;
    for (let i = 0; i < values.length; i++) {
      const value = values[i];
      context.globalAlpha = most > 0 && Number.isFinite(value) ? 0.08 + 0.92 * (Math.abs(value) / most) : 0.08;
      context.fillStyle = value >= 0 ? positive : negative;
      const x = (i % cols) * cellWidth;
      const y = Math.floor(i / cols) * cellHeight;
      if (marks?.[i] === 0) context.globalAlpha *= ASIDE;
      context.fillRect(x, y, cellWidth - gap, cellHeight - gap);
      if (!marks?.[i]) continue;
      // A bar below a unit on a lit path: its own colour stays what it is.
      context.globalAlpha = 1;
      context.fillStyle = accent;
      context.fillRect(x, y + cellHeight - gap - BAR, cellWidth - gap, BAR);
    }
  }, [values, width, height, columns, marks, dark]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      style={{ width, height }}
      className="pointer-events-auto block rounded-sm"
    />
  );
});

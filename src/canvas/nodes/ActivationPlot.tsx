import { memo, useMemo } from 'react';
import { ACTIVATIONS } from '../../engine/registry';
import type { ActivationName } from '../../engine/types';

const WIDTH = 48;
const HEIGHT = 36;
const PAD = 4;

interface PlotProps {
  readonly activation: ActivationName;
  /** Where the dot is; null = it is not known yet. */
  readonly z: number | null;
  /** What z the curve has to reach; null = the usual. */
  readonly reach: number | null;
}

/** Range of z that shows the function's shape and the present point. */
function spanOf(reach: number | null): number {
  if (reach === null || !Number.isFinite(reach)) return 4;
  return Math.max(4, Math.abs(reach) * 1.15);
}

/** The function's course with a dot at the present (z, a): saturation and dead regions are seen, not read. */
export const ActivationPlot = memo(function ActivationPlot({ activation, z, reach }: PlotProps) {
  // Rounded up to a power of two, so that the curve keeps still while z moves.
  const span = 2 ** Math.ceil(Math.log2(spanOf(reach)));
  const curve = useMemo(() => {
    const { value } = ACTIVATIONS[activation];
    const points: [number, number][] = [];
    for (let i = 0; i <= 48; i++) {
      const x = -span + (2 * span * i) / 48;
      points.push([x, value(x)]);
    }
    const low = Math.min(0, ...points.map(([, y]) => y));
    const high = Math.max(low + 1, ...points.map(([, y]) => y));
    return { points, low, high };
  }, [activation, span]);
  const sx = (x: number) => PAD + ((x + span) / (2 * span)) * (WIDTH - 2 * PAD);
  const sy = (y: number) => HEIGHT - PAD - ((y - curve.low) / (curve.high - curve.low)) * (HEIGHT - 2 * PAD);
  const line = curve.points.map(([x, y]) => `${sx(x).toFixed(1)},${sy(y).toFixed(1)}`).join(' ');
  const shown = z !== null && Number.isFinite(z);
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="shrink-0">
      <line x1={PAD} x2={WIDTH - PAD} y1={sy(0)} y2={sy(0)} stroke="var(--line-2)" />
      <line x1={sx(0)} x2={sx(0)} y1={PAD} y2={HEIGHT - PAD} stroke="var(--line-2)" />
      <polyline points={line} fill="none" stroke="var(--ink-3)" strokeWidth={1.5} strokeLinejoin="round" />
      {shown && (
        <circle
          data-testid="activation-dot"
          cx={sx(z)}
          cy={sy(ACTIVATIONS[activation].value(z))}
          r={3}
          fill="var(--ink)"
        />
      )}
    </svg>
  );
});

import { useMemo } from 'react';
import { ACTIVATIONS } from '../../engine/registry';
import type { ActivationName } from '../../engine/types';

const WIDTH = 292;
const HEIGHT = 116;
const PAD = 10;
const SPAN = 5;

/** φ in ink and φ′ in the accent, over z from -5 to 5, with the present points. */
export function FunctionPlot({ activation, points }: { activation: ActivationName; points: readonly number[] }) {
  const { value, localDerivative, elementwise } = ACTIVATIONS[activation];
  const curves = useMemo(() => {
    const zs = Array.from({ length: 161 }, (_, i) => -SPAN + (2 * SPAN * i) / 160);
    const all = zs.flatMap((z) => [value(z), localDerivative(z)]);
    const low = Math.min(...all, -0.1);
    const high = Math.max(...all, 1.1);
    const x = (z: number) => PAD + ((z + SPAN) / (2 * SPAN)) * (WIDTH - 2 * PAD);
    const y = (v: number) => HEIGHT - PAD - ((v - low) / (high - low)) * (HEIGHT - 2 * PAD);
    const line = (f: (z: number) => number) => zs.map((z) => `${x(z).toFixed(1)},${y(f(z)).toFixed(1)}`).join(' ');
    return { x, y, value: line(value), derivative: line(localDerivative) };
  }, [value, localDerivative]);
  if (!elementwise) {
    return (
      <p className="text-ink-2 text-xs">Softmax couples the units of its layer: each activation depends on every z.</p>
    );
  }
  const { x, y } = curves;
  return (
    <figure>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className="w-full rounded-md bg-sunken"
        role="img"
        aria-label={`${activation} and its derivative`}
      >
        <line x1={PAD} x2={WIDTH - PAD} y1={y(0)} y2={y(0)} stroke="var(--line-2)" />
        <line x1={x(0)} x2={x(0)} y1={PAD} y2={HEIGHT - PAD} stroke="var(--line-2)" />
        <polyline points={curves.derivative} fill="none" stroke="var(--accent)" strokeWidth="1.5" />
        <polyline points={curves.value} fill="none" stroke="var(--ink-2)" strokeWidth="1.75" />
        {points.slice(0, 64).map((z, i) => {
          if (!Number.isFinite(z)) return null;
          // Beyond the plot a point stands faint at its rim.
          const shown = Math.max(-SPAN, Math.min(SPAN, z));
          const at = x(shown);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a unit is its index.
            <g key={i} opacity={shown === z ? 1 : 0.4}>
              <circle cx={at} cy={y(value(shown))} r="3.2" fill="var(--ink)" />
              <circle cx={at} cy={y(localDerivative(shown))} r="2.6" fill="var(--accent)" />
            </g>
          );
        })}
      </svg>
      <figcaption className="mt-1 flex gap-4 text-2xs text-ink-3">
        <span>
          <span className="mr-1 inline-block h-0.5 w-3 bg-ink-2 align-middle" />
          φ(z)
        </span>
        <span>
          <span className="mr-1 inline-block h-0.5 w-3 bg-accent align-middle" />
          φ′(z)
        </span>
      </figcaption>
    </figure>
  );
}

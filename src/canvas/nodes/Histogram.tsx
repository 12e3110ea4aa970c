import { memo, useMemo } from 'react';
import { useSession } from '../../store/session';
import { formatValue } from '../../ui/format';
import { HISTOGRAM_HEIGHT } from './blockGeometry';
import { useUnitValues } from './values';

/** How many values fall into each of `bins` equal intervals from the least to the largest finite one. */
export function histogramOf(
  values: ArrayLike<number>,
  bins: number,
): { readonly counts: readonly number[]; readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    low = Math.min(low, values[i]);
    high = Math.max(high, values[i]);
  }
  const counts = new Array<number>(bins).fill(0);
  if (low > high) return { counts, low: 0, high: 0 };
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    const share = high > low ? (values[i] - low) / (high - low) : 0.5;
    counts[Math.min(bins - 1, Math.floor(share * bins))] += 1;
  }
  return { counts, low, high };
}

interface HistogramProps {
  readonly values: ArrayLike<number> | null;
  readonly of: 'z' | 'a';
  readonly width: number;
  readonly height: number;
  readonly node: string;
}

const BINS = 24;

/** Distribution of a layer's pre-activations or activations; a click on its letter shows the other. */
export function UnitHistogram({ node, width }: { node: string; width: number }) {
  const of = useSession((state) => state.histogramOf);
  const values = useUnitValues(node, of);
  return <Histogram values={values} of={of} width={width} height={HISTOGRAM_HEIGHT} node={node} />;
}

const NAMES = { z: 'pre-activations z', a: 'activations a' } as const;

const Histogram = memo(function Histogram({ values, of, width, height, node }: HistogramProps) {
  const other = of === 'a' ? 'z' : 'a';
  const found = useMemo(() => (values ? histogramOf(values, BINS) : null), [values]);
  const most = Math.max(1, ...(found?.counts ?? []));
  const step = width / BINS;
  return (
    <figure className="mt-1.5" aria-label={`Histogram of the ${NAMES[of]} of ${node}`}>
      <svg width={width} height={height} aria-hidden="true" className="block">
        {found?.counts.map((count, bin) => {
          const tall = count === 0 ? 0 : Math.max(1, (count / most) * (height - 1));
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its index.
            <rect key={bin} x={bin * step} y={height - 1 - tall} width={step - 1} height={tall} fill="var(--ink-3)" />
          );
        })}
        <line x1={0} x2={width} y1={height - 0.5} y2={height - 0.5} stroke="var(--line-2)" />
      </svg>
      <figcaption className="flex justify-between text-2xs text-ink-3 tabular-nums">
        <span>{found ? formatValue(found.low, 3) : '–'}</span>
        <button
          type="button"
          className="nodrag pointer-events-auto rounded px-1.5 text-ink-2 hover:bg-sunken hover:text-ink"
          data-testid={`histogram-${node}`}
          title={`The ${NAMES[of]}; a click shows the ${NAMES[other]}`}
          onClick={(event) => {
            event.stopPropagation();
            useSession.getState().set({ histogramOf: other });
          }}
          onDoubleClick={(event) => event.stopPropagation()}
        >
          {of}
        </button>
        <span>{found ? formatValue(found.high, 3) : '–'}</span>
      </figcaption>
    </figure>
  );
});

import { ChevronRight } from 'lucide-react';
import { Fragment, memo } from 'react';
import { cx } from '../../ui/cx';
import { exact, formatValue } from '../../ui/format';
import { RichLabel, Tex } from '../../ui/Tex';
import type { PathView } from './model';

interface PathRowProps {
  readonly path: PathView;
  readonly index: number;
  readonly active: boolean;
  readonly onActive: (index: number | null) => void;
}

/** One path: the chain of units, its contribution with a bar, its product; names of the factors while it is active. */
export const PathRow = memo(function PathRow({ path, index, active, onActive }: PathRowProps) {
  const { chain, factors, contribution, bar, blocked } = path;
  return (
    <div
      role="option"
      id={`path-${index}`}
      tabIndex={-1}
      aria-selected={active}
      data-testid="path-row"
      onPointerEnter={() => onActive(index)}
      onPointerLeave={() => onActive(null)}
      className={cx('border-line border-b px-4 py-2.5 last:border-b-0', active && 'bg-sunken')}
    >
      <div className="flex items-baseline justify-between gap-3">
        <span className="flex min-w-0 flex-wrap items-center gap-x-0.5">
          {chain.map((name, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a chain never reorders.
            <Fragment key={i}>
              {i > 0 && <ChevronRight size={12} className="shrink-0 text-ink-3" />}
              <RichLabel text={name} />
            </Fragment>
          ))}
        </span>
        <span
          data-testid="path-contribution"
          title={exact(contribution)}
          className={cx(
            'shrink-0 font-medium tabular-nums',
            contribution > 0 && 'text-positive',
            contribution < 0 && 'text-negative',
            contribution === 0 && 'text-ink-3',
          )}
        >
          {formatValue(contribution)}
        </span>
      </div>
      <div className="my-1.5 h-1 rounded-full bg-sunken">
        <div
          className={cx('h-1 rounded-full', contribution >= 0 ? 'bg-positive' : 'bg-negative')}
          style={{ width: `${Math.max(bar * 100, contribution === 0 ? 0 : 1)}%` }}
        />
      </div>
      <div className="flex flex-wrap items-baseline gap-x-1 text-ink-2 text-xs leading-5 tabular-nums">
        {factors.map((factor, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a product never reorders.
          <Fragment key={i}>
            {i > 0 && <span className="text-ink-3">·</span>}
            <span
              title={`${factor.title}: ${exact(factor.value)}`}
              className={cx(factor.value === 0 && 'font-medium text-warn')}
            >
              {active ? <Tex tex={factor.tex} /> : formatFactor(factor.value)}
            </span>
          </Fragment>
        ))}
      </div>
      {blocked !== null && <div className="mt-0.5 text-warn text-xs">{blocked}</div>}
    </div>
  );
});

function formatFactor(value: number): string {
  return value < 0 ? `(${formatValue(value)})` : formatValue(value);
}

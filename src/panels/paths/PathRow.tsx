import { ChevronRight } from 'lucide-react';
import { Fragment, memo } from 'react';
import { cx } from '../../ui/cx';
import { exact, formatValue } from '../../ui/format';
import { RichLabel, Tex } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';
import type { FactorView, PathView } from './model';
import { MANY, type Part } from './product';

interface PathRowProps {
  readonly path: PathView;
  readonly index: number;
  readonly active: boolean;
  /** The product as it has room. */
  readonly parts: readonly Part[];
  readonly onActive: (index: number | null) => void;
}

/** One line, however much is on it: rows keep one height, and what is too long is scrolled sideways. */
const LINE = 'overflow-x-auto overflow-y-hidden whitespace-nowrap text-ellipsis [scrollbar-width:none]';

/** How the numbers of a product are set. */
export const PRODUCT = 'text-xs tabular-nums [font-kerning:none]';
/** What a row leaves free on both sides together, in pixels. */
export const AROUND = 32;

/** One path: the chain of units, its contribution with a bar, its product; names of the factors while it is active. */
export const PathRow = memo(function PathRow({ path, index, active, parts, onActive }: PathRowProps) {
  const { chain, factors, contribution, bar, blocked } = path;
  const dot = <span className={cx('text-ink-3', factors.length >= MANY ? 'mx-0.5' : 'mx-1')}>·</span>;
  const nameOf = ({ title, value }: FactorView) => `${title}: ${exact(value)}`;
  return (
    <div
      role="option"
      id={`path-${index}`}
      tabIndex={-1}
      aria-selected={active}
      data-testid="path-row"
      onPointerEnter={() => onActive(index)}
      onPointerLeave={() => onActive(null)}
      className={cx('border-line border-b px-4 py-1.5 last:border-b-0', active && 'bg-sunken')}
    >
      <div className="flex h-5 items-center justify-between gap-3">
        <div className={cx('min-w-0 leading-5', LINE)} title={chain.join(' → ').replaceAll('$', '')}>
          {chain.map((name, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a chain never reorders.
            <Fragment key={i}>
              {i > 0 && <ChevronRight size={12} className="mx-0.5 inline-block align-middle text-ink-3" />}
              <RichLabel text={name} />
            </Fragment>
          ))}
        </div>
        <span
          data-testid="path-contribution"
          title={exact(contribution)}
          className={cx(
            'shrink-0 whitespace-nowrap font-medium tabular-nums',
            warnOf(contribution) ??
              (contribution > 0 ? 'text-positive' : contribution < 0 ? 'text-negative' : undefined),
            contribution === 0 && 'text-ink-3',
          )}
        >
          {formatValue(contribution)}
        </span>
      </div>
      <div className="mt-1 mb-0.5 h-1 rounded-full bg-sunken">
        <div
          className={cx('h-1 rounded-full', contribution >= 0 ? 'bg-positive' : 'bg-negative')}
          style={{ width: `${Math.max(bar * 100, contribution === 0 ? 0 : 1)}%` }}
        />
      </div>
      <div
        data-testid="path-product"
        className={cx('h-6 text-ink-2', active ? 'text-2xs leading-5' : PRODUCT, !active && 'leading-6', LINE)}
        title={factors.map(({ value }) => formatValue(value)).join(' · ')}
      >
        {active
          ? factors.map((factor, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a product never reorders.
              <Fragment key={i}>
                {i > 0 && dot}
                <span title={nameOf(factor)} className={cx(factor.value === 0 && 'font-medium text-warn')}>
                  <Tex tex={factor.tex} />
                </span>
              </Fragment>
            ))
          : parts.map((part, i) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a product never reorders.
              <Fragment key={i}>
                {i > 0 && dot}
                {'left' in part ? (
                  <span className="text-ink-3">{part.text}</span>
                ) : (
                  <span
                    title={nameOf(factors[part.factor])}
                    className={cx(factors[part.factor].value === 0 && 'font-medium text-warn')}
                  >
                    {part.text}
                  </span>
                )}
              </Fragment>
            ))}
      </div>
      {blocked !== null && (
        <div className={cx('h-5 text-warn text-xs leading-5', LINE)} title={blocked.replaceAll('$', '')}>
          <RichLabel text={blocked} />
        </div>
      )}
    </div>
  );
});

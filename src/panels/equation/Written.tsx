import { Fragment } from 'react';
import type { Depth, Equation, EquationFactor } from '../../explain/equation';
import { decimal } from '../../explain/symbols';
import { type Place, useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { warnOf } from '../../ui/warn';

function touches(place: Place | null, { at }: EquationFactor): boolean {
  if (place === null) return false;
  if (place.edge === null) return at.edge === null && at.node === place.node;
  if (at.edge !== place.edge) return false;
  return place.row === undefined || at.row === undefined || (place.row === at.row && place.col === at.col);
}

/** One living factor: its place lights up on the canvas, and it lights up with its place. */
function Factor({ factor, depth }: { factor: EquationFactor; depth: Depth }) {
  const place = useSession((state) => state.place);
  const { set } = useSession.getState();
  const { at, value } = factor;
  return (
    <span
      data-testid="equation-factor"
      title={`${factor.derivative.text} = ${exact(value)}`}
      onPointerEnter={() => set({ place: { node: at.node, edge: at.edge, row: at.row, col: at.col } })}
      onPointerLeave={() => set({ place: null })}
      // At once: a background that fades paints all that is typeset around it in every frame.
      className={cx('rounded px-0.5', touches(place, factor) && 'bg-accent-soft')}
    >
      {depth === 'numbers' ? (
        <span className={cx('tabular-nums', value === 0 ? 'text-warn' : warnOf(value))}>
          {value < 0 ? `(${formatValue(value)})` : formatValue(value)}
        </span>
      ) : (
        <Tex tex={(depth === 'symbols' ? factor.symbol : factor.derivative).tex} />
      )}
    </span>
  );
}

/** An equation, its factors alive: pointing at one lights its place on the canvas, and the other way round. */
export function Written({ equation, depth }: { equation: Equation; depth: Depth }) {
  const { left, terms, rest, value } = equation;
  return (
    <div className="quiet-scroll leading-8" data-testid="equation">
      <Tex tex={left.tex} />
      {terms.map((term, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms keep the order of the paths.
        <div key={i} className="flex flex-wrap items-center gap-x-0.5 pl-3">
          <span className="w-4 text-ink-3">{i === 0 ? '=' : '+'}</span>
          {term.factors.map((factor, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a product never reorders.
            <Fragment key={k}>
              {k > 0 && <span className="text-ink-3">·</span>}
              <Factor factor={factor} depth={depth} />
            </Fragment>
          ))}
        </div>
      ))}
      {rest && (
        <div className="flex items-center gap-1 pl-3">
          <span className="w-4 text-ink-3">+</span>
          <span className="tabular-nums" title={exact(rest.value)}>
            {depth === 'numbers' ? formatValue(rest.value) : '…'}
          </span>
          <span className="text-ink-3">
            the rest, {formatCount(rest.count)} {rest.of}s
          </span>
        </div>
      )}
      <div className="flex items-center gap-1 pl-3">
        <span className="w-4 text-ink-3">=</span>
        <span
          className={cx('font-medium tabular-nums', warnOf(value))}
          data-testid="equation-value"
          title={exact(value)}
        >
          {decimal(value, 6).replace('-', '−')}
        </span>
      </div>
    </div>
  );
}

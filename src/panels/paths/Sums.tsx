import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../ui/cx';
import { exact, formatTiny, formatValue } from '../../ui/format';
import { warnOf } from '../../ui/warn';
import type { SumView } from './model';

function Line({ label, value, id, strong }: { label: ReactNode; value: number; id: string; strong?: boolean }) {
  return (
    <div className="flex items-baseline justify-between gap-3">
      <span className={cx('truncate', strong ? 'text-ink' : 'text-ink-2')}>{label}</span>
      <span
        data-testid={id}
        title={exact(value)}
        className={cx('whitespace-nowrap tabular-nums', strong && 'font-medium', warnOf(value))}
      >
        {formatValue(value, 6)}
      </span>
    </div>
  );
}

const VERDICTS: Readonly<Record<SumView['verdict'], string>> = {
  agrees: 'agree',
  differs: 'do not agree',
  zero: 'both are 0 as far as differences can tell',
  kink: 'not differentiable here: the two sides differ',
  surrogate: 'a surrogate derivative is in use, so they need not agree',
};

/** Listed + rest = gradient of the backward pass = central difference: the sum that the app is about. */
export function Sums({ sums, listed, left }: { sums: SumView; listed: string; left: string }) {
  return (
    <div className="bg-panel px-4 py-3" data-testid="sums">
      <Line id="listed-sum" label={`Sum of the ${listed} listed`} value={sums.listed} />
      <Line id="rest-sum" label={`+ the rest (${left})`} value={sums.rest} />
      <div className="my-1.5 border-line border-t" />
      <Line id="backward-gradient" label="= gradient, backward pass" value={sums.gradient} strong />
      <Line
        id="central-difference"
        label={sums.verdict === 'agrees' ? '= central difference' : 'central difference'}
        value={sums.finiteDifference}
      />
      <div
        className={cx(
          'mt-1 flex items-center gap-1.5 text-xs',
          sums.verdict === 'agrees' || sums.verdict === 'zero' ? 'text-accent' : 'text-warn',
        )}
      >
        {sums.verdict === 'agrees' || sums.verdict === 'zero' ? <Check size={14} /> : <TriangleAlert size={14} />}
        <span data-testid="relative-error" className="truncate">
          {VERDICTS[sums.verdict]}
          {(sums.verdict === 'agrees' || sums.verdict === 'differs') &&
            (sums.relativeError === 0 ? ' exactly' : `, relative error ${formatTiny(sums.relativeError)}`)}
        </span>
      </div>
    </div>
  );
}

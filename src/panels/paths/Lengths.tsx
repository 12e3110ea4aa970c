import type { LengthShare } from '../../engine/types';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue } from '../../ui/format';

/** How much of the gradient travels along paths of each length: the story of skip connections. */
export function Lengths({ shares }: { shares: readonly LengthShare[] }) {
  const largest = Math.max(...shares.map(({ gradient }) => Math.abs(gradient)));
  return (
    <div className="border-line border-b px-4 py-3">
      <h3 className="mb-1.5 font-medium text-2xs text-ink-3">Gradient by path length</h3>
      <table className="w-full text-xs tabular-nums">
        <tbody>
          {shares.map(({ length, count, gradient }) => (
            <tr key={length}>
              <td className="w-20 py-0.5 text-ink-2">{length} units</td>
              <td className="py-0.5">
                <div
                  className={cx('h-1.5 rounded-full', gradient >= 0 ? 'bg-positive' : 'bg-negative')}
                  style={{ width: `${largest > 0 ? (100 * Math.abs(gradient)) / largest : 0}%` }}
                />
              </td>
              <td className="w-16 py-0.5 pl-2 text-right text-ink-3" title={`${count} paths`}>
                {formatCount(count)} ×
              </td>
              <td className="w-20 py-0.5 text-right" title={exact(gradient)}>
                {formatValue(gradient)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatTiny, formatValue } from '../../ui/format';
import type { CheckResult } from '../../worker/protocol';

/** The worst parameters of a gradient check, honest at kinks. */
export function CheckTable({ result }: { result: CheckResult }) {
  const { parameters, checked, worst } = result;
  const comparable = worst.filter(({ differentiable, surrogate }) => differentiable && !surrogate);
  const largest = comparable[0]?.relativeError ?? 0;
  return (
    <div className="quiet-scroll min-h-0 p-5">
      <p className="mb-3 text-ink-2">
        {checked === parameters
          ? `All ${formatCount(parameters)} parameters were checked by central differences.`
          : `${formatCount(checked)} of ${formatCount(parameters)} parameters, spread evenly, were checked by central differences.`}{' '}
        {comparable.length > 0 && `The largest relative error is ${formatTiny(largest)}.`}
      </p>
      <table className="w-full tabular-nums">
        <thead>
          <tr className="text-2xs text-ink-3">
            <th className="pb-1 text-left font-normal">parameter</th>
            <th className="pb-1 text-right font-normal">gradient</th>
            <th className="pb-1 text-right font-normal">central difference</th>
            <th className="pb-1 text-right font-normal">relative error</th>
          </tr>
        </thead>
        <tbody>
          {worst.map((row) => (
            <tr key={row.param} className="border-line border-t">
              <td className="py-1">
                <button
                  type="button"
                  className="hover:underline"
                  onClick={() => {
                    useSession.getState().choose(row.param);
                    useSession.getState().set({ dialog: 'none' });
                  }}
                >
                  {row.param}
                </button>
              </td>
              <td className="py-1 text-right" title={exact(row.gradient)}>
                {formatValue(row.gradient, 6)}
              </td>
              <td className="py-1 text-right" title={exact(row.finiteDifference)}>
                {formatValue(row.finiteDifference, 6)}
              </td>
              <td
                className={cx(
                  'py-1 text-right',
                  row.differentiable && !row.surrogate && row.relativeError > 1e-6 && 'text-warn',
                )}
              >
                {row.surrogate
                  ? 'surrogate'
                  : row.differentiable
                    ? formatTiny(row.relativeError)
                    : 'not differentiable here'}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

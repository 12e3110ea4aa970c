import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatTiny, formatValue } from '../../ui/format';
import type { CheckResult } from '../../worker/protocol';

/** Relative error up to which gradient and difference count as the same. */
const AGREES = 1e-6;
/** Below this a difference of the loss is rounding, or the curvature's jump where a kink is smooth in its slope. */
const ROUNDING = 1e-7;

/** What one parameter's check proves, in a sentence or two. */
function verdict(row: CheckResult['worst'][number], sides: NonNullable<CheckResult['sides']>): string {
  if (row.surrogate)
    return 'A surrogate derivative is in use, so the gradient is not the derivative of the loss and need not agree with its differences.';
  if (!row.differentiable)
    return `The loss is not differentiable here: from below its slope is ${formatValue(sides.below)}, from above ${formatValue(sides.above)}. The backward pass uses the derivative that the activation or loss names for its kink.`;
  if (row.relativeError <= AGREES) return 'They agree: two ways that share no code come to the same number.';
  return Math.max(Math.abs(row.gradient), Math.abs(row.finiteDifference)) <= ROUNDING
    ? 'Both are 0 as far as differences of the loss can tell.'
    : 'They do not agree.';
}

/** The worst parameters of a gradient check, honest at kinks. */
export function CheckTable({ result }: { result: CheckResult }) {
  const { parameters, checked, worst } = result;
  const comparable = worst.filter(({ differentiable, surrogate }) => differentiable && !surrogate);
  const largest = comparable[0]?.relativeError ?? 0;
  const [first] = worst;
  return (
    <div className="quiet-scroll min-h-0 p-5">
      <p className="mb-3 text-ink-2">
        {result.sides
          ? `${first.param} was checked by central differences.`
          : checked === parameters
            ? `All ${formatCount(parameters)} parameters were checked by central differences.`
            : `${formatCount(checked)} of ${formatCount(parameters)} parameters, spread evenly, were checked by central differences.`}{' '}
        {!result.sides && comparable.length > 0 && `The largest relative error is ${formatTiny(largest)}.`}
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
                  row.differentiable && !row.surrogate && row.relativeError > AGREES && 'text-warn',
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
      {result.sides && <p className="mt-3 text-ink-2">{verdict(first, result.sides)}</p>}
    </div>
  );
}

import { Check } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { cutsOf } from '../../explain/cuts';
import { useSession } from '../../store/session';
import { cx } from '../../ui/cx';
import { exact, formatTiny, formatValue, plural } from '../../ui/format';
import { useShownTrace } from './shownTrace';

/** Cuts that are listed; a deep network has more of the same. */
const SHOWN = 8;
/** Edges of a cut that are named. */
const NAMED = 3;

/** Path flow across every cut adds up to the gradient; the cut under the pointer is lit on the canvas. */
export function Cuts({ address }: { readonly address: string }) {
  const lit = useSession((state) => state.hoveredCut);
  const { shown } = useShownTrace(address);
  const { set } = useSession.getState();
  const cuts = useMemo(() => {
    if (!shown) return [];
    const { doc, layout, result } = shown;
    const losses = new Set(doc.nodes.filter(({ kind }) => kind === 'loss').map(({ id }) => id));
    const targets = new Map(doc.edges.map(({ id, target }) => [id, target]));
    return cutsOf({ layout, losses, targets, trace: result.trace, flow: result.flow });
  }, [shown]);
  useEffect(() => () => set({ hoveredCut: null }), [set]);
  if (!shown || cuts.length === 0) return null;
  const { gradient } = shown.result.trace;
  const apart = Math.max(...cuts.map(({ sum }) => Math.abs(sum - gradient)));
  const size = Math.max(...cuts.flatMap(({ edges }) => edges.map(({ flow }) => Math.abs(flow))), Math.abs(gradient));
  const agree = apart <= 1e-9 * size;
  return (
    <section className="border-line border-b px-4 py-3" aria-label="Flow across cuts" data-testid="cuts">
      <h3 className="mb-1.5 font-medium text-2xs text-ink-3">
        Across every cut flows <span title={exact(gradient)}>{formatValue(gradient)}</span>
      </h3>
      <ul>
        {cuts.slice(0, SHOWN).map(({ edges, sum }) => {
          const ids = edges.map(({ edge }) => edge);
          const light = () => set({ hoveredCut: ids });
          const unlight = () => set({ hoveredCut: null });
          const more = ids.length - NAMED;
          return (
            <li key={ids.join(' ')}>
              <button
                type="button"
                data-testid="cut"
                className={cx(
                  '-mx-1.5 flex w-[calc(100%+12px)] items-baseline justify-between gap-3 rounded-md px-1.5 py-0.5 text-xs',
                  lit?.join(' ') === ids.join(' ') && 'bg-sunken',
                )}
                title={edges.map(({ edge, flow }) => `${edge}: ${exact(flow)}`).join('\n')}
                onPointerEnter={light}
                onPointerLeave={unlight}
                onFocus={light}
                onBlur={unlight}
              >
                <span className="min-w-0 truncate text-ink-2">
                  {ids.slice(0, NAMED).join(' + ')}
                  {more > 0 && ` + ${more} more`}
                </span>
                <span className="shrink-0 tabular-nums" title={exact(sum)}>
                  {edges.length > 1 && edges.length <= NAMED && (
                    <span className="text-ink-3">
                      {edges.map(({ flow }, i) =>
                        i > 0 && flow >= 0 ? `+ ${formatValue(flow, 3)} ` : `${formatValue(flow, 3)} `,
                      )}
                      ={' '}
                    </span>
                  )}
                  {formatValue(sum)}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
      {cuts.length > SHOWN && (
        <p className="mt-0.5 text-2xs text-ink-3">and {plural(cuts.length - SHOWN, 'cut')} more</p>
      )}
      <p className={cx('mt-1 flex items-center gap-1.5 text-xs', agree ? 'text-accent' : 'text-warn')}>
        {agree && <Check size={14} />}
        {agree
          ? cuts.length === 1
            ? 'It is the gradient'
            : `All ${cuts.length} are the gradient`
          : `They differ from the gradient by up to ${formatTiny(apart)}`}
      </p>
    </section>
  );
}

import { Copy } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import type { PathTrace } from '../../engine/types';
import { pathTableCsv } from '../../explain/pathTable';
import { useDocument } from '../../store/document';
import { useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { Button } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue, groupDigits, plural } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { useTextWidth } from '../../ui/textWidth';
import { useMeasured } from '../../ui/useMeasured';
import { warnOf } from '../../ui/warn';
import { gradientTex } from '../names';
import { OneScroll } from '../oneScroll';
import { Cuts } from './Cuts';
import { Lengths } from './Lengths';
import { pathViews, sumView } from './model';
import { AROUND, PathRow, PRODUCT } from './PathRow';
import { digitsFor, productParts } from './product';
import { Sums } from './Sums';
import { dimmed, useShownTrace } from './shownTrace';
import { ValueField } from './ValueField';

/** How many paths the list shows, step by step. */
const TOPS = [20, 100, 1000];
/**
 * Scrolls what is around the panel, a matrix above it, as far as the list needs, and no further than to the panel's top: the
 * sums below its header stay in view.
 */
function showList(panel: HTMLElement, list: HTMLElement): void {
  const around = panel.closest('.quiet-scroll');
  if (!around) return;
  const origin = around.getBoundingClientRect().top - around.scrollTop;
  const top = panel.getBoundingClientRect().top - origin;
  const needed = list.getBoundingClientRect().bottom - origin - around.clientHeight;
  around.scrollTop = Math.min(top, Math.max(around.scrollTop, needed));
}

/** Room for a product, of how wide the list is inside; a pixel is left to rounding. */
const roomIn = (clientWidth: number) => clientWidth - AROUND - 1;

function countLine(trace: PathTrace): ReactNode {
  const { pathCount, livePathCount } = trace;
  return (
    <span
      data-testid="path-count"
      title={`${groupDigits(String(pathCount))} paths, ${groupDigits(String(livePathCount))} of them live`}
    >
      {plural(pathCount, 'path')}
      {livePathCount !== pathCount && `, ${formatCount(livePathCount)} live`}
    </span>
  );
}

interface PathsProps {
  /** The parameter. */
  readonly address: string;
  readonly onCopy: (text: string) => void;
  readonly children?: ReactNode;
}

/** All paths of a parameter, largest first, and the sum that they add up to. */
export function PathsPanel({ address, onCopy, children }: PathsProps) {
  const doc = useDocument((state) => state.doc);
  const hovered = useSession((state) => state.hoveredPath);
  const top = useSession((state) => state.top);
  const colouring = useSession((state) => state.colouring);
  const { set, choose, say } = useSession.getState();
  const problem = useRun((state) => state.problem?.message ?? state.traceProblem);
  const panel = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);
  // While a newer result is on its way the last one of this parameter stays, dimmed; it never looks current.
  const { shown, ...late } = useShownTrace(address);
  const { stale } = late;
  const trace = shown?.result.trace ?? null;
  const paths = useMemo(() => (shown ? pathViews(shown.doc, shown.result.trace) : []), [shown]);
  const oneScroll = useContext(OneScroll);
  const room = useMeasured(list, roomIn);
  const width = useTextWidth(PRODUCT);
  const products = useMemo(() => {
    const values = paths.map(({ factors }) => factors.map(({ value }) => value));
    const digits = digitsFor(values, width, room);
    return values.map((product) => productParts(product, digits, width, room));
  }, [paths, width, room]);

  useEffect(() => {
    if (hovered !== null) list.current?.querySelector(`#path-${hovered}`)?.scrollIntoView({ block: 'nearest' });
  }, [hovered]);

  // Cells of the matrix stay in place under the pointer; a choice made elsewhere shows its paths.
  const listed = paths.length > 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each choice.
  useEffect(() => {
    if (!oneScroll || !listed || document.activeElement?.closest('[role="grid"]')) return;
    if (panel.current && list.current) showList(panel.current, list.current);
  }, [address, listed, oneScroll]);

  function onKeyDown(event: KeyboardEvent): void {
    const last = paths.length - 1;
    if (last < 0 && event.key !== 'Escape') return;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(last, (hovered ?? -1) + 1),
      ArrowUp: Math.max(0, (hovered ?? 1) - 1),
      Home: 0,
      End: last,
    };
    if (event.key in moves) {
      event.preventDefault();
      set({ hoveredPath: moves[event.key] });
    } else if (event.key === 'Escape') {
      event.stopPropagation();
      if (hovered !== null) set({ hoveredPath: null });
      else choose(null);
    }
  }

  const nextTop = TOPS.find((step) => step > top);
  const more = trace !== null && trace.pathCount > BigInt(paths.length) && nextTop !== undefined;
  const sums = trace && trace.pathCount > 0n && (
    <div className={cx('shrink-0', oneScroll ? 'border-line border-b' : 'border-line-2 border-t', dimmed(late))}>
      <Sums
        sums={sumView(trace)}
        listed={formatCount(paths.length)}
        left={plural(trace.pathCount - BigInt(paths.length), 'path')}
      />
    </div>
  );
  return (
    <div ref={panel} className={cx(!oneScroll && 'flex h-full min-h-0 flex-col')} data-testid="paths-panel">
      <header
        data-testid="paths-header"
        className={cx('shrink-0 border-line border-b bg-panel px-4 py-2', oneScroll && 'sticky top-0 z-20')}
      >
        <div className="flex h-9 items-center justify-between gap-3">
          <Tex tex={gradientTex(doc, address)} className="min-w-0 truncate text-base" />
          <ValueField address={address} />
        </div>
        <div
          data-testid="gradient"
          title={trace ? exact(trace.gradient) : undefined}
          className={cx(
            'h-9 truncate font-medium text-xl tabular-nums tracking-tight',
            dimmed(late),
            warnOf(trace?.gradient) ??
              (trace && trace.gradient < 0
                ? 'text-negative'
                : trace && trace.gradient > 0
                  ? 'text-positive'
                  : 'text-ink'),
          )}
        >
          {trace ? formatValue(trace.gradient) : '–'}
        </div>
        <div className="flex h-5 items-baseline justify-between gap-3 whitespace-nowrap text-ink-2">
          {trace ? countLine(trace) : <span>{problem === null ? 'Not computed yet' : 'Cannot be computed'}</span>}
          {trace?.cancellation != null && trace.cancellation < 0.995 && (
            <span title={`|gradient| / sum of absolute contributions (${exact(trace.absoluteMass)})`}>
              {Math.round((1 - trace.cancellation) * 100)} % cancels
            </span>
          )}
        </div>
      </header>
      {oneScroll && sums}
      <div className={cx(!oneScroll && 'quiet-scroll min-h-0 flex-1')}>
        <div className={dimmed(late)}>
          <div
            ref={list}
            role="listbox"
            aria-label={`Paths of ${address}, largest first`}
            aria-activedescendant={hovered === null ? undefined : `path-${hovered}`}
            tabIndex={0}
            // A row that is walked to must not stop below the header that stays in view.
            className={cx(oneScroll && '*:scroll-mt-28')}
            onKeyDown={onKeyDown}
            onBlur={() => set({ hoveredPath: null })}
          >
            {paths.map((path, index) => (
              <PathRow
                key={path.key}
                path={path}
                index={index}
                active={hovered === index}
                parts={products[index]}
                onActive={(at) => set({ hoveredPath: at })}
              />
            ))}
          </div>
          {trace && trace.pathCount === 0n && (
            <p className="px-4 py-3 text-ink-2">No path leads from here to a loss, so the gradient is 0.</p>
          )}
          {listed && trace && (
            <div className="flex gap-2 border-line border-b px-4 py-2.5">
              {more && <Button onClick={() => set({ top: nextTop })}>Show the largest {formatCount(nextTop)}</Button>}
              <Button
                tone="quiet"
                data-testid="copy-paths"
                // What is stale is dimmed as a whole, and nobody takes it along.
                disabled={stale}
                className="disabled:opacity-100"
                onClick={() => {
                  onCopy(pathTableCsv(trace));
                  say(`Copied ${plural(paths.length, 'path')} as CSV.`);
                }}
              >
                <Copy size={13} />
                Copy as CSV
              </Button>
            </div>
          )}
          {colouring === 'flow' && <Cuts address={address} />}
          {trace && trace.byLength.length > 1 && <Lengths shares={trace.byLength} />}
        </div>
        {!trace && problem !== null && <p className="border-line border-b px-4 py-3 text-ink-2">{problem}</p>}
        {children}
      </div>
      {!oneScroll && sums}
    </div>
  );
}

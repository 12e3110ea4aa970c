import { Copy } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef } from 'react';
import type { PathTrace } from '../../engine/types';
import { pathTableCsv } from '../../explain/pathTable';
import { useDocument } from '../../store/document';
import { currentTrace, useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { useAfterCanvas } from '../../ui/afterCanvas';
import { Button } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue, groupDigits, plural } from '../../ui/format';
import { Tex } from '../../ui/Tex';
import { gradientTex } from '../names';
import { Cuts } from './Cuts';
import { Lengths } from './Lengths';
import { pathViews, sumView } from './model';
import { PathRow } from './PathRow';
import { Sums } from './Sums';
import { ValueField } from './ValueField';

/** How many paths the list shows, step by step. */
const TOPS = [20, 100, 1000];

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

/** All paths of the chosen parameter, largest first, and the sum that they add up to. */
export function PathsPanel({ onCopy, children }: { onCopy: (text: string) => void; children?: ReactNode }) {
  const doc = useDocument((state) => state.doc);
  const chosen = useSession((state) => state.chosen) ?? '';
  const hovered = useSession((state) => state.hoveredPath);
  const top = useSession((state) => state.top);
  const colouring = useSession((state) => state.colouring);
  const { set, choose, say } = useSession.getState();
  const current = useRun((state) => currentTrace(state, chosen));
  const latest = useRun((state) => (state.trace?.address === chosen ? state.trace : null));
  const problem = useRun((state) => state.problem?.message ?? state.traceProblem);
  const list = useRef<HTMLDivElement>(null);
  // While a newer result is on its way the last one of this parameter stays, dimmed; it never looks current.
  // The canvas is lit first: a list of products takes longer to set than thousands of lines to light.
  const newest = useAfterCanvas(current ?? (problem === null ? latest : null));
  const shown = newest?.address === chosen ? newest : null;
  const trace = shown?.trace ?? null;
  const paths = useMemo(() => (trace ? pathViews(doc, trace) : []), [doc, trace]);

  useEffect(() => {
    if (hovered !== null) list.current?.querySelector(`#path-${hovered}`)?.scrollIntoView({ block: 'nearest' });
  }, [hovered]);

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
  return (
    <div className="flex h-full min-h-0 flex-col" data-testid="paths-panel">
      <header className="shrink-0 border-line border-b px-4 pt-3 pb-3">
        <div className="flex items-center justify-between gap-3">
          <Tex tex={gradientTex(doc, chosen)} className="text-base" />
          <ValueField address={chosen} />
        </div>
        <div
          data-testid="gradient"
          title={trace ? exact(trace.gradient) : undefined}
          className={cx(
            'mt-1.5 font-medium text-xl tabular-nums tracking-tight transition-opacity',
            !current && 'opacity-40',
            trace && trace.gradient < 0 ? 'text-negative' : trace && trace.gradient > 0 ? 'text-positive' : 'text-ink',
          )}
        >
          {trace ? formatValue(trace.gradient) : '–'}
        </div>
        <div className="mt-0.5 flex items-baseline justify-between text-ink-2">
          {trace ? countLine(trace) : <span>{problem ?? 'Not computed yet'}</span>}
          {trace?.cancellation != null && trace.cancellation < 0.995 && (
            <span title={`|gradient| / sum of absolute contributions (${exact(trace.absoluteMass)})`}>
              {Math.round((1 - trace.cancellation) * 100)} % cancels
            </span>
          )}
        </div>
      </header>
      <div className={cx('quiet-scroll min-h-0 flex-1 transition-opacity', !current && 'opacity-40')}>
        <div
          ref={list}
          role="listbox"
          aria-label={`Paths of ${chosen}, largest first`}
          aria-activedescendant={hovered === null ? undefined : `path-${hovered}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => set({ hoveredPath: null })}
        >
          {paths.map((path, index) => (
            <PathRow
              key={path.key}
              path={path}
              index={index}
              active={hovered === index}
              onActive={(at) => set({ hoveredPath: at })}
            />
          ))}
        </div>
        {trace && trace.pathCount === 0n && (
          <p className="px-4 py-3 text-ink-2">No path leads from here to a loss, so the gradient is 0.</p>
        )}
        {current && paths.length > 0 && (
          <div className="flex gap-2 border-line border-b px-4 py-2.5">
            {more && <Button onClick={() => set({ top: nextTop })}>Show the largest {formatCount(nextTop)}</Button>}
            <Button
              tone="quiet"
              onClick={() => {
                onCopy(pathTableCsv(current.trace));
                say(`Copied ${plural(paths.length, 'path')} as CSV.`);
              }}
            >
              <Copy size={13} />
              Copy as CSV
            </Button>
          </div>
        )}
        {colouring === 'flow' && <Cuts />}
        {trace && trace.byLength.length > 1 && <Lengths shares={trace.byLength} />}
        {children}
      </div>
      {trace && trace.pathCount > 0n && (
        <Sums
          sums={sumView(trace)}
          listed={formatCount(paths.length)}
          left={plural(trace.pathCount - BigInt(paths.length), 'path')}
        />
      )}
    </div>
  );
}

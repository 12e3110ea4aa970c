import { useStore } from '@xyflow/react';
import { Lock, LockOpen, StepForward } from 'lucide-react';
import { colourAt, DECADES } from '../canvas/colour';
import { lossName } from '../model/names';
import { useDocument } from '../store/document';
import { useRun } from '../store/run';
import { allVisible, type Colouring, useSession } from '../store/session';
import { useStoreAfterCanvas } from '../ui/afterCanvas';
import { IconButton } from '../ui/controls';
import { cx } from '../ui/cx';
import { exact, formatCount, formatParam, formatValue } from '../ui/format';
import { warnOf } from '../ui/warn';
import { keyName } from './keyNames';

const legendNames = (loss: string): Readonly<Record<Colouring, string>> => ({
  gradient: `gradient ∂${loss}/∂w`,
  contribution: `edge contribution w·∂${loss}/∂z`,
  flow: 'path flow',
  weight: 'weight w',
  activation: 'activation a',
});

const STOPS = Array.from({ length: 13 }, (_, i) => colourAt((i - 6) / 6)).join(', ');

/** Hides the small: what lies below a share of the scale, in powers of ten below its end; `range` null = not known yet. */
function Threshold({ range }: { readonly range: number | null }) {
  const hideBelow = useSession((state) => state.hideBelow);
  const share = 10 ** (DECADES * (hideBelow - 1));
  const hidden = useStoreAfterCanvas(useSession, (state) => state.hidden);
  const text =
    hideBelow === 0
      ? 'Nothing is hidden'
      : `${formatCount(hidden)} ${hidden === 1 ? 'line' : 'lines'} below ${range === null ? 'the threshold' : formatValue(range * share, 2)} hidden`;
  return (
    <span className="flex items-center gap-1.5">
      <input
        type="range"
        min={0}
        max={1}
        step={0.02}
        value={hideBelow}
        data-testid="threshold"
        aria-label="Hide lines below"
        aria-valuetext={text}
        title={`${text}, unless paths of what is chosen run through them`}
        className="h-4 w-20 accent-accent"
        onChange={(event) => useSession.getState().set({ hideBelow: event.currentTarget.valueAsNumber })}
      />
      <span className="w-19 whitespace-nowrap text-2xs text-ink-3 tabular-nums" data-testid="hidden-count" title={text}>
        {hideBelow > 0 && `${formatCount(hidden)} hidden`}
      </span>
    </span>
  );
}

/** The scale: what a colour means, from the largest negative through zero to the largest positive; its range can be locked. */
function Legend() {
  const hidden = useSession((state) => (state.quiz?.visible ?? null) !== null);
  const loss = useDocument((state) => lossName(state.doc).text);
  // It speaks of the lines that are seen: it changes once their picture has.
  const colouring = useStoreAfterCanvas(useSession, (state) => state.colouring);
  const locked = useSession((state) => state.lockedRange);
  const widthBy = useStoreAfterCanvas(useSession, (state) => state.widthBy);
  const set = useSession((state) => state.set);
  const range = useStoreAfterCanvas(useSession, (state) => state.lockedRange ?? state.range);
  // At once: what is not to be known yet must not stand there for the moment that a picture takes.
  const owed = useSession((state) => state.rangeOwed && state.lockedRange === null);
  const unchosen = useSession((state) => state.chosen === null);
  const broken = useStoreAfterCanvas(useSession, (state) => state.broken);
  if (hidden) return <span className="text-ink-3">Values are hidden until you answer</span>;
  if (colouring === 'flow' && unchosen) {
    return <span className="text-ink-3">Path flow: choose a weight or a bias first</span>;
  }
  const known = range > 0 && !owed;
  const names = legendNames(loss);
  return (
    <div className="flex items-center gap-2" data-testid="legend">
      {/* First, as the legend stands against the right: it takes room from the sample, and no part of the legend moves. */}
      {broken && (
        <span
          className="flex items-center gap-1 text-warn"
          title="Lines in this colour have a value that is no number"
          data-testid="legend-nan"
        >
          <span aria-hidden="true" className="h-2 w-3 rounded-full bg-warn" />
          NaN
        </span>
      )}
      <span className="hidden text-ink-3 min-[1100px]:inline">
        {names[colouring]}
        {widthBy !== null && widthBy !== colouring && `, width: ${names[widthBy]}`}
      </span>
      <span className="w-20 text-right tabular-nums" title={known ? exact(-range) : undefined}>
        {known ? formatValue(-range, 3) : '–'}
      </span>
      <span
        role="img"
        aria-label={`Colour scale${known ? ` from ${formatValue(-range, 3)} through 0 to ${formatValue(range, 3)}` : ''}, logarithmic over ${DECADES} powers of ten`}
        title={`Logarithmic: each side spans ${DECADES} powers of ten. Dashed lines are negative.`}
        className="h-2 w-36 rounded-full"
        style={{ background: `linear-gradient(to right, ${STOPS})` }}
      />
      <span className="w-20 tabular-nums" title={known ? exact(range) : undefined}>
        {known ? `+${formatValue(range, 3)}` : '–'}
      </span>
      <Threshold range={owed ? null : range} />
      <IconButton
        label={locked === null ? 'Lock the range of the scale' : 'Let the scale follow the network'}
        pressed={locked !== null}
        disabled={!known}
        onClick={() => set({ lockedRange: locked === null ? range : null })}
      >
        {locked === null ? <LockOpen size={14} /> : <Lock size={14} />}
      </IconButton>
    </div>
  );
}

/** The sample on the canvas: inputs → targets, as far as there is room. */
function useSample(): string {
  const doc = useDocument((state) => state.doc);
  const inputs = doc.nodes.flatMap((node) => (node.kind === 'input' ? Array.from(node.values.slice(0, 5)) : []));
  const targets = doc.nodes.flatMap((node) => (node.kind === 'loss' ? Array.from(node.target.slice(0, 5)) : []));
  const list = (values: number[]) =>
    `(${values.slice(0, 4).map(formatParam).join(', ')}${values.length > 4 ? ', …' : ''})`;
  return inputs.length === 0 ? '' : `${list(inputs)} → ${list(targets)}`;
}

/** A component of its own: it alone changes with every step of a zoom. */
function Zoom() {
  const percent = useStore((state) => Math.round(state.transform[2] * 100));
  return <span className="w-14 text-right tabular-nums">{percent} %</span>;
}

/** 36 px: loss, sample, legend, zoom. */
export function StatusBar({ onPlayer }: { onPlayer: () => void }) {
  const computed = useRun((state) => (state.problem === null && state.passes ? state.passes.forward.loss : null));
  const doc = useDocument((state) => state.doc);
  const losses = doc.nodes.filter((node) => node.kind === 'loss').map(({ id }) => id);
  const visible = useSession((state) => allVisible(state, losses));
  const loss = visible ? computed : null;
  const hasLoss = losses.length > 0;
  const stale = useRun((state) => state.passes?.revision !== state.wanted);
  const problem = useRun((state) => state.problem);
  const sample = useSample();
  const player = useSession((state) => state.player);
  const platform = useSession((state) => state.platform);
  return (
    <footer className="flex h-9 shrink-0 items-center gap-5 border-line border-t bg-panel px-4 text-ink-2 text-xs">
      <div className="flex min-w-0 flex-1 items-center gap-5">
        <IconButton
          label="Step through the passes"
          keys={keyName('Mod+Enter', platform)}
          pressed={player}
          className="-mr-2 -ml-2"
          onClick={onPlayer}
        >
          <StepForward size={15} />
        </IconButton>
        <span className="shrink-0">
          loss{' '}
          <span
            data-testid="status-loss"
            className={cx(
              'inline-block min-w-16 font-medium tabular-nums',
              warnOf(loss) ?? 'text-ink',
              stale && 'opacity-50',
            )}
            title={loss === null ? undefined : exact(loss)}
          >
            {loss === null || !hasLoss ? '–' : formatValue(loss)}
          </span>
        </span>
        {problem === null ? (
          <span className="truncate tabular-nums">{sample}</span>
        ) : (
          <span className="truncate text-warn" title={problem.message}>
            {problem.message}
          </span>
        )}
      </div>
      <Legend />
      <Zoom />
    </footer>
  );
}

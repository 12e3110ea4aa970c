import { ChevronLeft, ChevronRight, Pause, Play, X } from 'lucide-react';
import { type KeyboardEvent, useEffect, useMemo, useState } from 'react';
import { knownAt, playerSteps } from '../../explain/player';
import { useDocument } from '../../store/document';
import { currentPasses, useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { IconButton, Select } from '../../ui/controls';
import { RichLabel, Tex } from '../../ui/Tex';

const SPEEDS = [
  { value: '2400', label: 'slow' },
  { value: '1200', label: 'normal' },
  { value: '500', label: 'fast' },
] as const;
type Speed = (typeof SPEEDS)[number]['value'];

/** Under the canvas: the passes step by step. What is not known yet stays blank on the canvas. */
export function PlayerBar() {
  const doc = useDocument((state) => state.doc);
  const passes = useRun(currentPasses);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('1200');
  const steps = useMemo(() => (passes ? playerSteps(doc, passes, 'z') : []), [doc, passes]);
  const last = steps.length - 1;
  const now = Math.min(at, last);
  const step = steps[now];
  const { set } = useSession.getState();

  useEffect(() => {
    set({ known: knownAt(steps, now), place: step ? { node: step.node, edge: null } : null });
  }, [steps, now, step, set]);
  useEffect(() => () => set({ known: null, place: null }), [set]);
  useEffect(() => {
    if (!playing) return;
    if (now >= last) {
      setPlaying(false);
      return;
    }
    const timer = setTimeout(() => setAt(now + 1), Number(speed));
    return () => clearTimeout(timer);
  }, [playing, now, last, speed]);

  const go = (to: number) => {
    setPlaying(false);
    setAt(Math.max(0, Math.min(last, to)));
  };
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLSelectElement) return;
    const moves: Record<string, () => void> = {
      ArrowRight: () => go(now + 1),
      ArrowLeft: () => go(now - 1),
      Home: () => go(0),
      End: () => go(last),
      Escape: () => set({ player: false }),
    };
    if (event.key === ' ' && !(event.target instanceof HTMLButtonElement)) {
      event.preventDefault();
      setPlaying(!playing);
    } else if (moves[event.key]) {
      event.preventDefault();
      event.stopPropagation();
      moves[event.key]();
    }
  }

  return (
    <section
      aria-label="Step through the passes"
      data-testid="player"
      onKeyDown={onKeyDown}
      className="flex h-[84px] shrink-0 items-center gap-3 border-line border-t bg-panel px-4"
    >
      <div className="flex items-center gap-1">
        <IconButton label="Step back" keys="←" disabled={now <= 0} onClick={() => go(now - 1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton
          label={playing ? 'Pause' : 'Play'}
          keys="Space"
          disabled={last < 0}
          onClick={() => {
            if (now >= last) setAt(0);
            setPlaying(!playing);
          }}
        >
          {playing ? <Pause size={16} /> : <Play size={16} />}
        </IconButton>
        <IconButton label="Step forward" keys="→" disabled={now >= last} onClick={() => go(now + 1)}>
          <ChevronRight size={16} />
        </IconButton>
      </div>
      <div className="flex w-40 shrink-0 flex-col gap-1">
        <input
          type="range"
          aria-label="Step"
          min={0}
          max={Math.max(0, last)}
          value={Math.max(0, now)}
          onChange={(event) => go(Number(event.target.value))}
          className="w-full accent-[var(--accent)]"
        />
        <span className="text-2xs text-ink-3 tabular-nums" data-testid="player-count">
          {step ? `${step.phase}, ${now + 1} of ${steps.length}` : 'nothing to step through yet'}
        </span>
      </div>
      <div className="min-w-0 flex-1 overflow-x-auto overflow-y-hidden [scrollbar-width:thin]" aria-live="polite">
        {step && (
          <>
            <div className="truncate text-2xs text-ink-2" data-testid="player-title">
              <RichLabel text={step.title} />
            </div>
            <div className="whitespace-nowrap">
              <Tex tex={step.tex} />
            </div>
          </>
        )}
      </div>
      <div className="w-24 shrink-0">
        <Select label="Speed" value={speed} options={SPEEDS} onChange={setSpeed} />
      </div>
      <IconButton label="Close the player" keys="Escape" onClick={() => set({ player: false })}>
        <X size={16} />
      </IconButton>
    </section>
  );
}

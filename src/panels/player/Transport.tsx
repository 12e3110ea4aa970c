import { ChevronLeft, ChevronRight, Pause, Play } from 'lucide-react';
import type { PlayerStep } from '../../explain/player';
import { IconButton } from '../../ui/controls';

interface TransportProps {
  readonly steps: readonly PlayerStep[];
  readonly now: number;
  readonly playing: boolean;
  readonly onGo: (to: number) => void;
  readonly onPlay: () => void;
}

/** Step back, play, step forward, and the scrubber with where it stands. */
export function Transport({ steps, now, playing, onGo, onPlay }: TransportProps) {
  const last = steps.length - 1;
  const step = steps[now];
  return (
    <>
      <div className="flex items-center gap-1">
        <IconButton label="Step back" keys="←" disabled={now <= 0} onClick={() => onGo(now - 1)}>
          <ChevronLeft size={16} />
        </IconButton>
        <IconButton label={playing ? 'Pause' : 'Play'} keys="Space" disabled={last < 0} onClick={onPlay}>
          {playing ? <Pause size={16} /> : <Play size={16} />}
        </IconButton>
        <IconButton label="Step forward" keys="→" disabled={now >= last} onClick={() => onGo(now + 1)}>
          <ChevronRight size={16} />
        </IconButton>
      </div>
      <div className="flex min-w-24 flex-1 flex-col gap-0.5">
        <input
          type="range"
          aria-label="Step"
          aria-valuetext={step ? `${step.phase}, ${now + 1} of ${steps.length}` : undefined}
          min={0}
          max={Math.max(0, last)}
          value={Math.max(0, now)}
          onChange={(event) => onGo(Number(event.target.value))}
          className="h-4 w-full max-w-72 accent-[var(--accent)]"
        />
        <span className="truncate text-2xs text-ink-3 tabular-nums" data-testid="player-count">
          {step ? `${step.phase}, ${now + 1} of ${steps.length}` : 'nothing to step through yet'}
        </span>
      </div>
    </>
  );
}

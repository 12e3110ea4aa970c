import { X } from 'lucide-react';
import { type KeyboardEvent, type RefObject, useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import { jumpTarget, knownAt, playerSteps } from '../../explain/player';
import { learningRateOf, updateSteps } from '../../explain/update';
import { gradientStep } from '../../model/commands/train';
import { nodeById } from '../../model/document';
import { useDocument } from '../../store/document';
import { currentPasses, useRun } from '../../store/run';
import { useSession } from '../../store/session';
import { Button, IconButton, Select } from '../../ui/controls';
import { formatParam, formatValue, plural } from '../../ui/format';
import { NumberField } from '../../ui/NumberField';
import { RichLabel, Tex } from '../../ui/Tex';
import { isTyped } from '../../ui/typed';
import { edit } from '../edit';
import { parseNumber } from '../parseNumber';
import { Transport } from './Transport';

const SPEEDS = [
  { value: '2400', label: 'slow' },
  { value: '1200', label: 'normal' },
  { value: '500', label: 'fast' },
] as const;
type Speed = (typeof SPEEDS)[number]['value'];

const parseRate = (text: string, present: number) => {
  const rate = parseNumber(text, present);
  return rate !== null && rate > 0 ? rate : null;
};

/** The player has the keyboard as soon as it is there, and gives it back to where it was. */
function useKeyboard(section: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const before = document.activeElement;
    section.current?.querySelector<HTMLElement>('input[type="range"]')?.focus({ preventScroll: true });
    return () => {
      const { activeElement } = document;
      const mine =
        activeElement === null || activeElement === document.body || section.current?.contains(activeElement);
      if (mine && before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true });
    };
  }, [section]);
}

/**
 * Under the canvas: both passes and the update, step by step. What is not known yet stays blank on the canvas; a click on
 * a node jumps to its first step, the next one to its backward step. It moves only when it is told to, and nothing slides.
 */
export function PlayerBar() {
  const doc = useDocument((state) => state.doc);
  const passes = useRun(currentPasses);
  const wished = useSession((state) => state.learningRate);
  const [at, setAt] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [speed, setSpeed] = useState<Speed>('1200');
  const rate = wished ?? learningRateOf(doc);
  const inPasses = useMemo(() => (passes ? playerSteps(doc, passes, 'z') : []), [doc, passes]);
  const updates = useMemo(() => (passes ? updateSteps(doc, passes, rate) : []), [doc, passes, rate]);
  const steps = useMemo(() => [...inPasses, ...updates], [inPasses, updates]);
  const nodes = useMemo(() => [...new Set(steps.map(({ node }) => node))], [steps]);
  const last = steps.length - 1;
  const waiting = passes === null;
  const now = Math.min(at, last);
  const step = steps[now];
  const { set, say } = useSession.getState();
  const section = useRef<HTMLElement>(null);
  useKeyboard(section);

  useEffect(() => {
    set({ known: knownAt(steps, now), place: step ? { node: step.node, edge: step.edge ?? null } : null });
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
    // While numbers are on their way nobody knows how many steps there are: what is asked for holds once they have come.
    setAt(Math.max(0, waiting ? to : Math.min(last, to)));
  };
  const from = waiting ? at : now;
  const jump = (node: string) => {
    const to = jumpTarget(steps, now, node);
    if (to === null) say(`${node} is given: it is known from the start.`);
    else go(to);
  };
  const onJump = useEffectEvent(jump);
  useEffect(
    () =>
      useSession.subscribe((state, before) => {
        if (state.jump !== null && state.jump !== before.jump) onJump(state.jump.node);
      }),
    [],
  );

  function apply(): void {
    if (!passes) return;
    const done = edit('Gradient step', (now) => gradientStep(now, passes.layout, passes.backward.gradient, rate));
    if (!done) return;
    const loss = formatValue(passes.forward.loss);
    say(`One step with η = ${formatParam(rate)} in ${plural(updates.length, 'place')}. The loss was ${loss}.`);
    go(0);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.target instanceof HTMLSelectElement) return;
    if (isTyped(event.target)) return;
    const moves: Record<string, () => void> = {
      ArrowRight: () => go(from + 1),
      ArrowLeft: () => go(from - 1),
      Home: () => go(0),
      End: () => go(Number.POSITIVE_INFINITY),
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
      ref={section}
      aria-label="Step through the passes"
      data-testid="player"
      onKeyDown={onKeyDown}
      className="flex shrink-0 flex-col border-line border-t bg-panel"
    >
      <div className="flex min-h-12 shrink-0 flex-wrap items-center gap-x-2.5 gap-y-1.5 border-line border-b px-4 py-1.5">
        <Transport
          steps={steps}
          now={now}
          playing={playing}
          onGo={go}
          onPlay={() => {
            if (now >= last) setAt(0);
            setPlaying(!playing);
          }}
        />
        <Select
          label="Jump to a node"
          value=""
          options={[
            { value: '', label: 'Jump to…' },
            ...nodes.map((id) => ({ value: id, label: nodeById(doc, id)?.label?.replaceAll('$', '') ?? id })),
          ]}
          onChange={(node) => {
            if (node !== '') jump(node);
          }}
          className="w-28!"
        />
        <Select label="Speed" value={speed} options={SPEEDS} onChange={setSpeed} className="w-22!" />
        <NumberField
          label="Learning rate of the update"
          testId="player-rate"
          prefix="η"
          value={rate}
          parse={parseRate}
          onChange={(learningRate) => set({ learningRate })}
          className="w-22 shrink-0"
        />
        <Button
          data-testid="apply-update"
          tone={step?.phase === 'update' ? 'accent' : 'line'}
          disabled={now < last || updates.length === 0}
          title={now < last ? 'At the last step: write the new numbers into the network' : undefined}
          onClick={apply}
        >
          Apply update
        </Button>
        <IconButton label="Close the player" keys="Escape" onClick={() => set({ player: false })}>
          <X size={16} />
        </IconButton>
      </div>
      <div
        className="h-[76px] min-w-0 shrink-0 overflow-x-auto overflow-y-hidden px-4 py-1.5 [scrollbar-width:thin]"
        aria-live="polite"
      >
        {step && (
          <>
            <div className="truncate text-2xs text-ink-2" data-testid="player-title">
              <RichLabel text={step.title} />
            </div>
            <div className="whitespace-nowrap pt-0.5" data-testid="player-equation">
              <Tex tex={step.tex} />
            </div>
          </>
        )}
      </div>
    </section>
  );
}

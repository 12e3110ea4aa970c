import { Copy } from 'lucide-react';
import { Fragment, useDeferredValue, useMemo, useState } from 'react';
import { type Depth, type Equation, type EquationFactor, gradientEquation } from '../../explain/equation';
import { type Format, render } from '../../explain/render';
import { decimal, type Notation } from '../../explain/symbols';
import { type DerivationLine, whySum } from '../../explain/whySum';
import { useDocument } from '../../store/document';
import { currentTrace, useRun } from '../../store/run';
import { type Place, useSession } from '../../store/session';
import { Button, Segmented } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { exact, formatCount, formatValue } from '../../ui/format';
import { Tex } from '../../ui/Tex';

const DEPTH_OPTIONS: readonly { value: Depth; label: string; title: string }[] = [
  { value: 'symbols', label: 'Symbols', title: 'A product of partial derivatives for every path' },
  { value: 'derivatives', label: 'Derivatives', title: 'Every local derivative by its name' },
  { value: 'numbers', label: 'Numbers', title: 'This network’s numbers in place of the names' },
];
const NOTATION_OPTIONS: readonly { value: Notation; label: string; title: string }[] = [
  { value: 'z', label: 'z, a', title: 'z enters a unit, a leaves it' },
  { value: 'p', label: 'p, q', title: 'p enters a unit, q leaves it' },
];

const FORMAT_NAMES: Readonly<Record<Format, string>> = { latex: 'LaTeX', markdown: 'Markdown', text: 'text' };

function touches(place: Place | null, { at }: EquationFactor): boolean {
  if (place === null) return false;
  return place.edge === null ? at.edge === null && at.node === place.node : at.edge === place.edge;
}

/** One living factor: its place lights up on the canvas, and it lights up with its place. */
function Factor({ factor, depth }: { factor: EquationFactor; depth: Depth }) {
  const place = useSession((state) => state.place);
  const { set } = useSession.getState();
  const { at, value } = factor;
  return (
    <span
      data-testid="equation-factor"
      title={`${factor.derivative.text} = ${exact(value)}`}
      onPointerEnter={() => set({ place: { node: at.node, edge: at.edge } })}
      onPointerLeave={() => set({ place: null })}
      className={cx('rounded px-0.5 transition-colors', touches(place, factor) && 'bg-accent-soft')}
    >
      {depth === 'numbers' ? (
        <span className={cx('tabular-nums', value === 0 && 'text-warn')}>
          {value < 0 ? `(${formatValue(value)})` : formatValue(value)}
        </span>
      ) : (
        <Tex tex={(depth === 'symbols' ? factor.symbol : factor.derivative).tex} />
      )}
    </span>
  );
}

function Written({ equation, depth }: { equation: Equation; depth: Depth }) {
  const { left, terms, rest, value } = equation;
  return (
    <div className="quiet-scroll leading-8" data-testid="equation">
      <Tex tex={left.tex} />
      {terms.map((term, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: terms keep the order of the paths.
        <div key={i} className="flex flex-wrap items-center gap-x-0.5 pl-3">
          <span className="w-4 text-ink-3">{i === 0 ? '=' : '+'}</span>
          {term.factors.map((factor, k) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a product never reorders.
            <Fragment key={k}>
              {k > 0 && <span className="text-ink-3">·</span>}
              <Factor factor={factor} depth={depth} />
            </Fragment>
          ))}
        </div>
      ))}
      {rest && (
        <div className="flex items-center gap-1 pl-3">
          <span className="w-4 text-ink-3">+</span>
          <span className="tabular-nums" title={exact(rest.value)}>
            {depth === 'numbers' ? formatValue(rest.value) : '…'}
          </span>
          <span className="text-ink-3">the rest, {formatCount(rest.count)} paths</span>
        </div>
      )}
      <div className="flex items-center gap-1 pl-3">
        <span className="w-4 text-ink-3">=</span>
        <span className="font-medium tabular-nums" data-testid="equation-value" title={exact(value)}>
          {decimal(value, 6).replace('-', '−')}
        </span>
      </div>
    </div>
  );
}

/** The short derivation, folded away until somebody asks. */
function Why({ lines }: { lines: readonly DerivationLine[] }) {
  return (
    <details className="mt-2 text-ink-2" data-testid="why-a-sum">
      <summary className="w-fit cursor-default rounded text-ink hover:underline">Why a sum?</summary>
      {lines.map(({ text, tex }) => (
        <div key={text} className="mt-2">
          <p>{text}</p>
          <div className="quiet-scroll py-1">
            <Tex tex={tex} />
          </div>
        </div>
      ))}
    </details>
  );
}

/** The chain rule of the chosen parameter, written out in three depths and two notations. */
export function EquationSection({ onCopy }: { onCopy: (text: string) => void }) {
  const doc = useDocument((state) => state.doc);
  const chosen = useSession((state) => state.chosen);
  // Typeset after the canvas is lit.
  const newest = useDeferredValue(useRun((state) => currentTrace(state, chosen)));
  const trace = newest?.address === chosen ? newest.trace : null;
  const [depth, setDepth] = useState<Depth>('derivatives');
  const [notation, setNotation] = useState<Notation>('z');
  const equation = useMemo(() => (trace ? gradientEquation(doc, trace, notation) : null), [doc, trace, notation]);
  const why = useMemo(() => (trace ? whySum(doc, trace, notation) : null), [doc, trace, notation]);
  if (!equation || equation.terms.length === 0) return null;
  const copy = (format: Format) => {
    onCopy(render(equation, depth, format));
    useSession.getState().say(`Copied as ${FORMAT_NAMES[format]}.`);
  };
  return (
    <section className="border-line border-b px-4 py-3" aria-label="Chain rule">
      <header className="mb-2 flex flex-wrap items-center gap-2">
        <Segmented label="Depth of the equation" value={depth} options={DEPTH_OPTIONS} onChange={setDepth} />
        <Segmented label="Notation" value={notation} options={NOTATION_OPTIONS} onChange={setNotation} />
      </header>
      <Written equation={equation} depth={depth} />
      {why && <Why lines={why} />}
      <footer className="mt-2 flex items-center gap-1 text-ink-3">
        <Copy size={13} />
        {(['latex', 'markdown', 'text'] as const).map((format) => (
          <Button key={format} tone="quiet" className="px-1.5 text-xs" onClick={() => copy(format)}>
            {FORMAT_NAMES[format]}
          </Button>
        ))}
      </footer>
    </section>
  );
}

import { Copy } from 'lucide-react';
import { type ReactNode, useMemo, useState } from 'react';
import { type Depth, type Equation, gradientEquation } from '../../explain/equation';
import { type Format, render } from '../../explain/render';
import type { Notation } from '../../explain/symbols';
import { unitEquations } from '../../explain/unitEquation';
import { type DerivationLine, whySum } from '../../explain/whySum';
import { nodeById, sizeOf } from '../../model/document';
import { lossName } from '../../model/names';
import { useDocument } from '../../store/document';
import { type Question, useSession } from '../../store/session';
import { Button, Row, Section, Segmented } from '../../ui/controls';
import { NumberField } from '../../ui/NumberField';
import { Tex } from '../../ui/Tex';
import { parseWhole } from '../parseNumber';
import { dimmed, type Late, useShownTrace } from '../paths/shownTrace';
import { ask } from '../quiz/start';
import { useShownPasses } from './shownPasses';
import { Written } from './Written';

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

const quantityNames = (loss: string) => ({ z: 'z', a: 'a', dLda: `∂${loss}/∂a`, dLdz: `∂${loss}/∂z` });

interface EquationsProps {
  readonly label: string;
  readonly equations: readonly Equation[];
  readonly depth: Depth;
  readonly notation: Notation;
  readonly setDepth: (depth: Depth) => void;
  readonly setNotation: (notation: Notation) => void;
  readonly onCopy: (text: string) => void;
  /** True while newer numbers are on their way. */
  readonly late: Late;
  /** What one can be asked about them. */
  readonly questions: readonly { readonly label: string; readonly question: Question }[];
  readonly children?: ReactNode;
}

/** Equations in a chosen depth and notation, to be taken along as text. */
function Equations({
  label,
  equations,
  depth,
  notation,
  setDepth,
  setNotation,
  onCopy,
  late,
  questions,
  children,
}: EquationsProps) {
  const copy = (format: Format) => {
    onCopy(equations.map((equation) => render(equation, depth, format)).join('\n\n'));
    useSession.getState().say(`Copied as ${FORMAT_NAMES[format]}.`);
  };
  return (
    <section className="border-line border-b px-4 py-3" aria-label={label}>
      <header className="mb-2 flex flex-wrap items-center gap-2">
        <Segmented label="Depth of the equation" value={depth} options={DEPTH_OPTIONS} onChange={setDepth} />
        <Segmented label="Notation" value={notation} options={NOTATION_OPTIONS} onChange={setNotation} />
      </header>
      <div className={dimmed(late)}>
        {equations.map((equation) => (
          <Written key={equation.left.text} equation={equation} depth={depth} />
        ))}
      </div>
      {children}
      <div className="mt-2 flex flex-wrap items-center gap-1 text-ink-3 text-xs">
        Check me on
        {questions.map((entry) => (
          <Button
            key={entry.label}
            tone="quiet"
            className="px-1.5 text-xs"
            onClick={() => ask(useDocument.getState().doc, entry.question, null)}
          >
            {entry.label}
          </Button>
        ))}
      </div>
      <footer className="mt-2 flex items-center gap-1 text-ink-3">
        <Copy size={13} />
        {(['latex', 'markdown', 'text'] as const).map((format) => (
          <Button
            key={format}
            tone="quiet"
            disabled={late.stale}
            className="px-1.5 text-xs disabled:opacity-100"
            onClick={() => copy(format)}
          >
            {FORMAT_NAMES[format]}
          </Button>
        ))}
      </footer>
    </section>
  );
}

interface EquationProps {
  /** The parameter. */
  readonly address: string;
  readonly onCopy: (text: string) => void;
}

/** The chain rule of a parameter, written out in three depths and two notations. */
export function EquationSection({ address, onCopy }: EquationProps) {
  const { shown, ...late } = useShownTrace(address);
  const trace = shown?.result.trace ?? null;
  const [depth, setDepth] = useState<Depth>('derivatives');
  const [notation, setNotation] = useState<Notation>('z');
  const equation = useMemo(
    () => (shown ? gradientEquation(shown.doc, shown.result.trace, notation) : null),
    [shown, notation],
  );
  const why = useMemo(() => (shown ? whySum(shown.doc, shown.result.trace, notation) : null), [shown, notation]);
  if (!equation || equation.terms.length === 0) return null;
  const units = trace?.paths[0]?.units ?? [];
  const questions = [
    { label: 'the gradient', question: { kind: 'gradient', at: address } as const },
    { label: 'one path’s product', question: { kind: 'path', at: address, units } as const },
  ];
  const shared = { depth, notation, setDepth, setNotation, onCopy, questions, late };
  return (
    <Equations label="Chain rule" equations={[equation]} {...shared}>
      {why && <Why lines={why} />}
    </Equations>
  );
}

/** What one unit of a node does in both passes, or a loss: written out like the gradient of a parameter. */
export function UnitEquations({ node, onCopy }: { node: string; onCopy: (text: string) => void }) {
  const doc = useDocument((state) => state.doc);
  const { shown, stale } = useShownPasses();
  // The player reveals numbers one after another; equations would give them away.
  const playing = useSession((state) => state.known !== null);
  const [wanted, setWanted] = useState(0);
  const [depth, setDepth] = useState<Depth>('numbers');
  const [notation, setNotation] = useState<Notation>('z');
  const record = nodeById(doc, node);
  const size = record ? sizeOf(record) : 1;
  const unit = Math.min(wanted, size - 1);
  const equations = useMemo(
    () => (shown && !playing ? unitEquations(shown.doc, shown.passes, node, unit, notation) : []),
    [shown, playing, node, unit, notation],
  );
  if (equations.length === 0) return null;
  const quantities = record?.kind === 'layer' ? (['z', 'a', 'dLda', 'dLdz'] as const) : (['a', 'dLda'] as const);
  const asked =
    record?.kind === 'input' ? (['dLda'] as const) : record?.kind === 'loss' ? (['a'] as const) : quantities;
  const names = quantityNames(lossName(doc).text);
  const questions = asked.map((quantity) => ({
    label: names[quantity],
    question: { kind: 'unit', node, unit, quantity } as const,
  }));
  const shared = { depth, notation, setDepth, setNotation, onCopy, questions, late: { stale, odd: false } };
  return (
    <>
      {size > 1 && (
        <Section title="One unit, written out">
          <Row label="Unit">
            <NumberField
              label={`Unit of ${node}`}
              testId="equation-unit"
              value={unit}
              parse={(text, present) => parseWhole(text, present, 0, size - 1)}
              onChange={setWanted}
            />
          </Row>
        </Section>
      )}
      <Equations label={`Equations of ${node}`} equations={equations} {...shared} />
    </>
  );
}

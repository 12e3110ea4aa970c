import { CircleCheck, CircleX, Eye, X } from 'lucide-react';
import { useState } from 'react';
import { judge, roundingOf, type Verdict } from '../../explain/checkMe';
import { isPosable } from '../../explain/posable';
import { answerOf, exerciseToJson, questionNames, visibleDuring } from '../../explain/question';
import { setExercise } from '../../model/commands/exercise';
import { useDocument } from '../../store/document';
import { currentPasses, currentTrace, useRun } from '../../store/run';
import { type Quiz, useSession } from '../../store/session';
import { Button, IconButton, Row, Toggle } from '../../ui/controls';
import { cx } from '../../ui/cx';
import { formatValue } from '../../ui/format';
import { RichLabel, Tex } from '../../ui/Tex';
import { edit } from '../edit';
import { parseNumber } from '../parseNumber';

function VerdictLine({ verdict }: { verdict: Verdict }) {
  const right = verdict.kind === 'right';
  const Icon = right ? CircleCheck : CircleX;
  return (
    <p
      role="status"
      data-testid="verdict"
      data-kind={verdict.kind}
      className={cx('mt-2 flex gap-2 text-sm', right ? 'text-accent' : 'text-warn')}
    >
      <Icon size={16} className="mt-0.5 shrink-0" />
      <span>{verdict.message}</span>
    </p>
  );
}

const FRAME = 'shrink-0 border-line border-b bg-sunken px-4 py-3';

/** One question about the network: type a value, be told whether it is right, and if not, where it went another way. */
export function QuizCard({ quiz }: { quiz: Quiz }) {
  const { question, text, visible } = quiz;
  const doc = useDocument((state) => state.doc);
  const passes = useRun(currentPasses);
  const trace = useRun((state) =>
    question.kind === 'unit' ? null : (currentTrace(state, question.at)?.trace ?? null),
  );
  const [typed, setTyped] = useState('');
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const { set, choose, say } = useSession.getState();
  const names = questionNames(doc, question);
  const truth = passes ? answerOf(question, passes, trace) : null;
  const value = typed.trim() === '' ? null : parseNumber(typed);
  const reveal = () => set({ quiz: { ...quiz, visible: null } });

  function answer(): void {
    if (value === null || !passes) return;
    const found = judge(doc, passes, trace, question, { value, rounding: roundingOf(typed) });
    if (!found) return;
    setVerdict(found);
    if (found.place) set({ place: found.place });
    if (found.kind === 'right') reveal();
  }
  const isFileOwn = text !== null;
  const header = (
    <header className="flex items-start justify-between gap-2">
      <h2 className="font-medium text-base">{isFileOwn ? 'Exercise' : 'Check me'}</h2>
      <IconButton label="Close the question" onClick={() => set({ quiz: null, place: null })}>
        <X size={15} />
      </IconButton>
    </header>
  );
  if (!isPosable(doc, question)) {
    return (
      <section className={FRAME} aria-label="Question" data-testid="quiz">
        {header}
        <p className="mt-1 text-sm text-warn">
          {question.kind === 'unit' ? `${question.node}[${question.unit}]` : question.at} is no longer in the network:
          undo that, or close the question.
        </p>
      </section>
    );
  }
  return (
    <section className={FRAME} aria-label="Question" data-testid="quiz">
      {header}
      {text !== null && text !== '' && <RichLabel text={text} className="mt-1 block text-sm" />}
      <form
        className="mt-2 flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          answer();
        }}
      >
        <Tex tex={`${names.tex} =`} className="shrink-0" />
        <input
          aria-label={`Your value for ${names.text}`}
          data-testid="quiz-answer"
          value={typed}
          spellCheck={false}
          placeholder="a number, or 0.5*2"
          onChange={(event) => {
            setTyped(event.target.value);
            setVerdict(null);
          }}
          className="h-7 w-full min-w-0 rounded-md border border-line-2 bg-panel px-2 text-sm tabular-nums outline-none select-text placeholder:text-ink-3 focus:border-accent"
        />
        <Button disabled={value === null || truth === null} onClick={answer}>
          Check
        </Button>
      </form>
      {typed.trim() !== '' && value === null && <p className="mt-1 text-warn text-xs">That is not a number.</p>}
      {truth === null && question.kind !== 'unit' && (
        <p className="mt-2 text-ink-2 text-sm">
          The question is about {names.text}.{' '}
          <button type="button" className="underline" onClick={() => choose(question.at)}>
            Choose it again
          </button>
        </p>
      )}
      {verdict && <VerdictLine verdict={verdict} />}
      {visible === null && truth !== null && (
        <p className="mt-2 text-ink-2 text-sm tabular-nums" data-testid="quiz-truth">
          It is {formatValue(truth)}.
        </p>
      )}
      <div className="mt-2">
        <Row label="Hide values">
          <Toggle
            label="Hide the values until answered"
            checked={visible !== null}
            onChange={(on) => set({ quiz: { ...quiz, visible: on ? visibleDuring(doc, question) : null } })}
          />
        </Row>
      </div>
      <footer className="mt-2 flex flex-wrap gap-2">
        {visible !== null && (
          <Button tone="quiet" onClick={reveal}>
            <Eye size={14} />
            Show the answer
          </Button>
        )}
        {!isFileOwn && (
          <Button
            tone="quiet"
            onClick={() => {
              const exercise = { text: `What is $${names.tex}$?`, question, hide: true };
              if (edit('Make an exercise', (now) => setExercise(now, exerciseToJson(exercise)))) {
                say('Saved with the network: whoever opens the file is asked this question.');
              }
            }}
          >
            Make this an exercise
          </Button>
        )}
        {isFileOwn && (
          <Button
            tone="quiet"
            onClick={() => {
              edit('Remove the exercise', (now) => setExercise(now, null));
              set({ quiz: null });
            }}
          >
            Remove from the file
          </Button>
        )}
      </footer>
    </section>
  );
}

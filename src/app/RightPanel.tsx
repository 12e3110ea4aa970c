import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { edgeById, shapeOfEdge } from '../model/document';
import { stillBlank } from '../panels/blank';
import { Diagnostics } from '../panels/diagnostics/Diagnostics';
import { EquationSection, UnitEquations } from '../panels/equation/EquationSection';
import { EdgeInspector } from '../panels/inspector/EdgeInspector';
import { EdgeSettings } from '../panels/inspector/EdgeSettings';
import { NodeInspector } from '../panels/inspector/NodeInspector';
import { SelectionInspector } from '../panels/inspector/SelectionInspector';
import { NetworkPanel } from '../panels/network/NetworkPanel';
import { PathsPanel } from '../panels/paths/PathsPanel';
import { QuizCard } from '../panels/quiz/QuizCard';
import { TrainSection } from '../panels/train/TrainSection';
import { useDocument } from '../store/document';
import { useSession } from '../store/session';
import { useStoreAfterCanvas } from '../ui/afterCanvas';
import type { Services } from './boot';

const NARROWEST = 280;
const WIDEST = 560;

/** What the selection calls for: the paths of a parameter, an inspector, or the network. */
function Content({ services }: { services: Services }) {
  const selection = useStoreAfterCanvas(useSession, (state) => state.selection);
  const chosen = useStoreAfterCanvas(useSession, (state) => state.chosen);
  const notes = useStoreAfterCanvas(useSession, (state) => state.selectedNotes);
  const doc = useDocument((state) => state.doc);
  const blank = useSession((state) => stillBlank(doc, state.known, selection));
  const [node] = selection.nodes;
  const [edgeId] = selection.edges;
  const edge = edgeId === undefined ? undefined : edgeById(doc, edgeId);
  if (selection.nodes.size + selection.edges.size + notes.size > 1)
    return <SelectionInspector onCommand={services.commands.run} />;
  if (blank !== null) {
    return (
      <p className="px-4 py-3 text-ink-2 text-sm" data-testid="blank">
        The player has not come to all of {blank} yet: its numbers stand here once it has.
      </p>
    );
  }
  const copy = (text: string) => void services.platform.invoke('clipboard:write', { text });
  const equation = chosen !== null && <EquationSection address={chosen} onCopy={copy} />;
  if (edge) {
    const { rows, cols } = shapeOfEdge(doc, edge);
    const settings = <EdgeSettings id={edge.id} />;
    const below =
      chosen === null ? (
        settings
      ) : (
        <PathsPanel address={chosen} onCopy={copy}>
          {equation}
          {settings}
        </PathsPanel>
      );
    return rows * cols === 1 ? below : <EdgeInspector id={edge.id}>{below}</EdgeInspector>;
  }
  if (chosen !== null)
    return (
      <PathsPanel address={chosen} onCopy={copy}>
        {equation}
      </PathsPanel>
    );
  if (node !== undefined) {
    return (
      <NodeInspector id={node}>
        <UnitEquations key={node} node={node} onCopy={copy} />
      </NodeInspector>
    );
  }
  return (
    <NetworkPanel onCheck={() => services.commands.run('gradientCheck')}>
      <TrainSection onTrain={services.training.run} onStop={services.training.stop} />
      <Diagnostics diagnosing={services.diagnosing} />
    </NetworkPanel>
  );
}

/** The panel's content, below the question that is open; while values are hidden, the question alone. */
function Panel({ services }: { services: Services }) {
  const quiz = useSession((state) => state.quiz);
  return (
    <div className="flex h-full flex-col">
      {quiz && <QuizCard key={JSON.stringify(quiz.question)} quiz={quiz} />}
      <div className="min-h-0 flex-1">
        {quiz?.visible ? (
          <p className="px-4 py-3 text-ink-2 text-sm">
            What would give the answer away is hidden, here and on the canvas, until you answer or ask to see it.
          </p>
        ) : (
          <Content services={services} />
        )}
      </div>
    </div>
  );
}

/** The one panel on the right; its left edge is dragged, or moved with the arrow keys, to resize it. */
export function RightPanel({ services }: { services: Services }) {
  const width = useSession((state) => state.panelWidth);
  const grip = useRef<{ x: number; width: number } | null>(null);
  const resize = (next: number) => {
    // The canvas keeps at least 60 % of the window.
    const most = Math.min(WIDEST, window.innerWidth * 0.4 - 88);
    useSession.getState().set({ panelWidth: Math.round(Math.max(NARROWEST, Math.min(most, next))) });
  };
  return (
    <aside aria-label="Panel" className="relative shrink-0 border-line border-l bg-panel" style={{ width }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a separator that can be moved is no <hr>. */}
      <div
        role="separator"
        aria-orientation="vertical"
        aria-label="Width of the panel"
        aria-valuenow={width}
        aria-valuemin={NARROWEST}
        aria-valuemax={WIDEST}
        tabIndex={0}
        className="absolute top-0 -left-1 z-10 h-full w-2 cursor-col-resize touch-none hover:bg-accent/20"
        onPointerDown={(event: PointerEvent<HTMLDivElement>) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          grip.current = { x: event.clientX, width };
        }}
        onPointerMove={(event) => {
          if (grip.current) resize(grip.current.width + grip.current.x - event.clientX);
        }}
        onPointerUp={() => {
          grip.current = null;
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === 'ArrowLeft') resize(width + 20);
          if (event.key === 'ArrowRight') resize(width - 20);
        }}
      />
      <Panel services={services} />
    </aside>
  );
}

import { afterEach, describe, expect, it } from 'vitest';
import { startEngineLoop } from '../../../src/app/engineLoop';
import { createTraining } from '../../../src/app/training';
import { groupNodes } from '../../../src/model/commands/groups';
import { moveNodes, rename, setLabel } from '../../../src/model/commands/nodes';
import { addNote } from '../../../src/model/commands/notes';
import { setNumbers, setWeight } from '../../../src/model/commands/numbers';
import type { CommandResult } from '../../../src/model/commands/result';
import { serialize } from '../../../src/model/serialize';
import type { NetworkDocument } from '../../../src/model/types';
import { useDocument } from '../../../src/store/document';
import { useRun } from '../../../src/store/run';
import { useSession } from '../../../src/store/session';
import { example } from '../examples';
import { heldClient } from './heldClient';

let end: (() => void) | null = null;
afterEach(() => end?.());

function edit(command: (doc: NetworkDocument) => CommandResult): void {
  const { doc, run } = useDocument.getState();
  expect(run('Edit', command(doc))).toBe(null);
}

/** A training of two routes that is over in the worker, while the answer is still on its way. */
async function trained({ learningRate = 0.1, target = 1 } = {}) {
  useSession.getState().choose(null);
  useSession.setState({ notice: null });
  useDocument.getState().open(example('two-routes'), { token: null, name: 'two-routes' });
  edit((doc) => setNumbers(doc, { of: 'target', id: 'L' }, 0, [target]));
  const engine = heldClient();
  end = startEngineLoop(engine.client).dispose;
  await engine.release();
  createTraining(engine.client).run({ kind: 'sgd', learningRate }, 3);
  return engine;
}

const weights = () => useDocument.getState().doc.edges.map(({ weight }) => weight && [...weight]);

describe('a training that is over', () => {
  const ALIKE: Readonly<Record<string, (doc: NetworkDocument) => CommandResult>> = {
    'a card is moved': (doc) => moveNodes(doc, new Map([[doc.nodes[0].id, { x: 77, y: 5 }]])),
    'a note is put down': (doc) => addNote(doc, 'meanwhile', 0, 0),
    'a card is labelled': (doc) => setLabel(doc, doc.nodes[1].id, 'other'),
    'cards are grouped': (doc) => groupNodes(doc, ['n2', 'n3']),
  };
  for (const [what, command] of Object.entries(ALIKE)) {
    it(`is taken over as one step, although ${what} meanwhile`, async () => {
      const { release } = await trained();
      const before = weights();
      edit(command);
      const text = serialize(useDocument.getState().doc);
      const steps = useDocument.getState().history.past.length;
      while (await release());
      expect(weights()).not.toEqual(before);
      expect(useDocument.getState().history.past.length).toBe(steps + 1);
      expect(useDocument.getState().history.past.at(-1)?.label).toBe('Train 3 steps');
      expect(useRun.getState().training).toBe(null);
      useDocument.getState().undo();
      expect(serialize(useDocument.getState().doc)).toBe(text);
    });
  }

  const OTHER: Readonly<Record<string, (doc: NetworkDocument) => CommandResult>> = {
    'a weight is changed': (doc) => setWeight(doc, 'w21', 0, 0, 3),
    'a node is renamed': (doc) => rename(doc, doc.nodes[1].id, 'other'),
  };
  for (const [what, command] of Object.entries(OTHER)) {
    it(`is dropped, and says so, when ${what} meanwhile`, async () => {
      const { release } = await trained();
      edit(command);
      const { doc } = useDocument.getState();
      while (await release());
      expect(useDocument.getState().doc).toBe(doc);
      expect(useSession.getState().notice).toMatchObject({
        text: 'The network has changed meanwhile: what the training found was dropped.',
        tone: 'refused',
      });
    });
  }

  it('changes nothing when numbers did not stay finite, and says so', async () => {
    const { release } = await trained({ learningRate: 1e300, target: 1e30 });
    const { doc } = useDocument.getState();
    while (await release());
    expect(useDocument.getState().doc).toBe(doc);
    expect(useSession.getState().notice?.text).toContain('Not all numbers stayed finite');
  });
});

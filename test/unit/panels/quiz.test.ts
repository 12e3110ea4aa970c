import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rename } from '../../../src/model/commands/nodes';
import { removeMany } from '../../../src/model/commands/remove';
import type { CommandResult } from '../../../src/model/commands/result';
import type { NetworkDocument } from '../../../src/model/types';
import { ask, askExercise, followRename } from '../../../src/panels/quiz/start';
import { useDocument } from '../../../src/store/document';
import { useSession } from '../../../src/store/session';
import { example } from '../examples';

const file = { token: null, name: 'test' };

let end = () => {};
beforeEach(() => {
  useDocument.getState().open(example('two-routes'), file);
  end = useDocument.subscribe((state, before) => followRename(before.doc, state.doc));
});
afterEach(() => {
  end();
  useSession.setState({ quiz: null });
});

function edit(command: (doc: NetworkDocument) => CommandResult): void {
  const { doc, run } = useDocument.getState();
  expect(run('Edit', command(doc))).toBe(null);
}
const question = () => useSession.getState().quiz?.question;

describe('an open question', () => {
  it('follows what it is about when that is renamed, and back when the rename is undone', () => {
    const asked = { kind: 'path', at: 'w11[0,0]', units: ['n1[0]', 'n2[0]', 'L'] } as const;
    ask(useDocument.getState().doc, asked, null);
    edit((doc) => rename(doc, 'w11', 'first'));
    edit((doc) => rename(doc, 'n2', 'upper'));
    expect(question()).toEqual({ kind: 'path', at: 'first[0,0]', units: ['n1[0]', 'upper[0]', 'L'] });
    useDocument.getState().undo();
    useDocument.getState().undo();
    expect(question()).toEqual(asked);
    useDocument.getState().redo();
    expect(question()).toMatchObject({ at: 'first[0,0]', units: asked.units });
  });

  it('hides as much of a node under its other name', () => {
    ask(useDocument.getState().doc, { kind: 'unit', node: 'n1', unit: 0, quantity: 'a' }, null);
    edit((doc) => rename(doc, 'n1', 'hidden'));
    expect(question()).toMatchObject({ node: 'hidden' });
    const visible = useSession.getState().quiz?.visible;
    expect([...(visible?.get('hidden') ?? [])]).toEqual(['z']);
    expect(visible?.has('n1')).toBe(false);
  });

  it('stays as it is when something else happens', () => {
    ask(useDocument.getState().doc, { kind: 'unit', node: 'n1', unit: 0, quantity: 'a' }, null);
    const before = useSession.getState().quiz;
    edit((doc) => removeMany(doc, ['x2']));
    expect(useSession.getState().quiz).toBe(before);
  });

  it('is closed by a document whose exercise cannot be read', () => {
    const doc = useDocument.getState().doc;
    ask(doc, { kind: 'gradient', at: 'w11[0,0]' }, null);
    const exercise = { question: 'x', ask: { kind: 'gradient', at: 'w99[0,0]' } };
    useDocument.getState().open({ ...doc, extra: { exercise } }, file);
    askExercise();
    expect(useSession.getState().quiz).toBe(null);
    expect(useSession.getState().notice?.text).toBe(
      'exercise.ask.at: there is no weight w99[0,0]; the network is open all the same.',
    );
  });
});

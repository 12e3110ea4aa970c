/** Opening and saving as the page sees it, with a main process that the test plays. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invocations } from '../../../electron/shared/ipc';
import { createFileActions } from '../../../src/app/fileActions';
import type { Platform } from '../../../src/platform/platform';
import { useSession } from '../../../src/store/session';

const TEXT = readFileSync('resources/examples/two-routes.gradpath', 'utf8');
const FILE = { token: null, name: 'a.gradpath' };

type Answers = Partial<Record<keyof Invocations, (request: never) => unknown>>;

// The page, with nothing that has the keyboard.
vi.stubGlobal('document', { activeElement: null });
vi.stubGlobal('HTMLElement', class {});

/** Main, as the test wants it: what is not answered here answers nothing. `calls` lists what was asked, in order. */
function main(answers: Answers = {}) {
  const calls: string[] = [];
  const platform = {
    invoke: async (channel: keyof Invocations, request: unknown) => {
      calls.push(channel);
      return answers[channel]?.(request as never);
    },
    notify: (channel: string) => void calls.push(channel),
    on: () => () => {},
  } as unknown as Platform;
  return { calls, files: createFileActions(platform) };
}

beforeEach(() => {
  main().files.show(TEXT, FILE);
  useSession.setState({ notice: null });
});

describe('another document', () => {
  it.each(['opened', 'new'] as const)(
    'that is %s finds nothing of the last one selected, chosen or set',
    async (way) => {
      const fresh = useSession.getState();
      const { files } = main();
      useSession.setState({
        selection: { nodes: new Set(['n1']), edges: new Set() },
        chosen: 'w11[0,0]',
        hoveredPath: 2,
        hoveredCut: ['w11'],
        place: { node: 'n1', edge: null },
        regrouping: new Map([['n1', null]]),
        lockedRange: 3,
        editValue: {},
        editLabel: {},
        player: true,
        known: new Map(),
        jump: { node: 'n1' },
        learningRate: 7,
        selectedNotes: new Set(['note1']),
        editedNote: 'note1',
        noteGesture: 'g',
        quiz: { question: { kind: 'gradient', at: 'w11[0,0]' }, text: null, visible: null },
        dialog: 'start',
      });
      if (way === 'opened') files.show(TEXT, FILE);
      else await files.newNetwork();
      expect({ ...useSession.getState(), notice: null }).toEqual({ ...fresh, notice: null });
    },
  );
});

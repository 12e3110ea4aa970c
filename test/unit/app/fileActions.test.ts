/** Opening and saving as the page sees it, with a main process that the test plays. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Invocations } from '../../../electron/shared/ipc';
import { createFileActions, type FileActions } from '../../../src/app/fileActions';
import { addNote } from '../../../src/model/commands/notes';
import { notesOf } from '../../../src/model/notes';
import type { Platform } from '../../../src/platform/platform';
import { isDirty, useDocument } from '../../../src/store/document';
import { useSession } from '../../../src/store/session';

const TEXT = readFileSync('resources/examples/two-routes.gradpath', 'utf8');
const FILE = { token: null, name: 'a.gradpath' };

type Answers = Partial<Record<keyof Invocations, (request: never) => unknown>>;

// The page, with nothing that has the keyboard.
vi.stubGlobal('document', { activeElement: null });
vi.stubGlobal('HTMLInputElement', class {});
vi.stubGlobal('HTMLTextAreaElement', class {});

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

/** Any change: a note more. */
function change(): void {
  const { doc, run } = useDocument.getState();
  expect(run('Add a note', addNote(doc, 'text', 0, 0))).toBeNull();
}

/** A file as the page gets it by a drop: its bytes are read when they are asked for. */
function lazyFile(text: () => string): File {
  return { name: 'a.gradpath', size: 1, arrayBuffer: async () => new TextEncoder().encode(text()).buffer } as File;
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

describe('opening over unsaved work', () => {
  const saved = { status: 'saved', token: 't', name: 'a.gradpath' };
  /** What is on disk: a save changes it. */
  let disk = TEXT;
  const answers: Answers = {
    'window:askUnsaved': () => 'save',
    'file:save': ({ text }: Invocations['file:save']['request']) => {
      disk = text;
      return saved;
    },
    'file:choose': () => ({ status: 'chosen', token: 't' }),
    'file:openToken': () => ({ status: 'opened', token: 't', name: 'a.gradpath', text: disk }),
  };

  it.each([
    ['from the dialog', (files: FileActions) => files.open()],
    ['by its token', (files: FileActions) => files.openToken('t')],
    ['by dropping it', (files: FileActions) => files.openDropped(lazyFile(() => disk))],
  ])('reads the file behind the answer: it may have been saved into it (%s)', async (_way, open) => {
    disk = TEXT;
    change();
    const { opened } = useDocument.getState();
    await open(main(answers).files);
    expect(useDocument.getState().opened).toBe(opened + 1);
    expect(notesOf(useDocument.getState().doc)).toHaveLength(1);
    expect(isDirty(useDocument.getState())).toBe(false);
  });

  it('keeps the draft of what stays when the other file cannot be opened', async () => {
    change();
    const { calls, files } = main({
      ...answers,
      'window:askUnsaved': () => 'discard',
      'file:openToken': () => ({ status: 'opened', token: 't', name: 'b.gradpath', text: '{' }),
    });
    await files.openToken('t');
    expect(useSession.getState().notice?.text).toContain('b.gradpath');
    expect(calls).not.toContain('draft:discard');
    expect(isDirty(useDocument.getState())).toBe(true);
  });
});

describe('a dropped file that cannot be read is refused in one sentence', () => {
  const notice = () => useSession.getState().notice?.text;

  it('when it is a folder or out of reach', async () => {
    const arrayBuffer = () =>
      Promise.reject(new DOMException('A requested file could not be read', 'NotReadableError'));
    await main().files.openDropped({ name: 'folder', size: 4096, arrayBuffer } as unknown as File);
    expect(notice()).toBe(
      'folder: this is a folder, or a file that cannot be read or has changed since it was dropped.',
    );
  });

  it('when it is no UTF-8 text, of which main would refuse every letter', async () => {
    const latin = TEXT.replace('"name": "One weight', '"name": "Ein Gewicht für zwei');
    const { opened } = useDocument.getState();
    await main().files.openDropped(new File([Buffer.from(latin, 'latin1')], 'latin.gradpath'));
    expect(notice()).toBe('latin.gradpath: this is not UTF-8 text.');
    expect(useDocument.getState().opened).toBe(opened);
  });

  it('when it is larger than any network', async () => {
    await main().files.openDropped({ name: 'huge.gradpath', size: 2 ** 30 } as File);
    expect(notice()).toBe('huge.gradpath: the file is larger than 256 MB.');
  });
});

describe('closing', () => {
  const saved = { status: 'saved', token: 't', name: 'a.gradpath' };

  it('asks again about what was done while the save was under way', async () => {
    change();
    let saves = 0;
    const { calls, files } = main({
      'window:askUnsaved': () => 'save',
      'file:save': () => {
        saves += 1;
        if (saves === 1) change();
        return saved;
      },
    });
    await files.close();
    expect(calls.filter((call) => !call.startsWith('draft:'))).toEqual([
      'window:askUnsaved',
      'file:save',
      'window:askUnsaved',
      'file:save',
      'window:closeNow',
    ]);
  });

  it('asks once, however often it is asked for', async () => {
    change();
    const { calls, files } = main({ 'window:askUnsaved': () => 'cancel' });
    await Promise.all([files.close(), files.close()]);
    expect(calls).toEqual(['window:askUnsaved', 'window:stays']);
  });

  it.each<[string, Answers]>([
    ['cancelled', { 'window:askUnsaved': () => 'cancel' }],
    ['not saved', { 'window:askUnsaved': () => 'save', 'file:save': () => ({ status: 'cancelled' }) }],
  ])('that comes to nothing is told: a quit is off (%s)', async (_why, answers) => {
    change();
    const { calls, files } = main(answers);
    await files.close();
    expect(calls.at(-1)).toBe('window:stays');
  });

  it('that comes to nothing is told also when main refuses the request', async () => {
    change();
    const { calls, files } = main({
      'window:askUnsaved': () => 'save',
      'file:save': () => {
        throw new Error('refused');
      },
    });
    await expect(files.close()).rejects.toThrow('refused');
    expect(calls.at(-1)).toBe('window:stays');
  });
});

describe('saving', () => {
  it('goes one after another, each into the file of the one before', async () => {
    change();
    const tokens: unknown[] = [];
    const { files } = main({
      'file:save': ({ token }: Invocations['file:save']['request']) => {
        tokens.push(token);
        return { status: 'saved', token: 't', name: 'a.gradpath' };
      },
    });
    await Promise.all([files.save(false), files.save(false)]);
    expect(tokens).toEqual([null, 't']);
  });

  it('gives its file to no other document that was opened meanwhile', async () => {
    change();
    const { files } = main({
      'file:save': () => {
        files.show(TEXT, { token: null, name: 'other' });
        return { status: 'saved', token: 't', name: 'a.gradpath' };
      },
    });
    await files.save(false);
    expect(useDocument.getState().file).toEqual({ token: null, name: 'other' });
  });
});

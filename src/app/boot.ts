/** Wires the services once, before the first render: platform, worker, loop, files, keys, drafts. */

import type { Draft, StartupInfo } from '../../electron/shared/ipc';
import { layerSettled, prepareLayer } from '../canvas/edges/layerApi';
import { serialize } from '../model/serialize';
import type { Diagnosing } from '../panels/diagnostics/diagnosing';
import { askExercise, followRename } from '../panels/quiz/start';
import type { Platform } from '../platform/platform';
import { isDirty, useDocument } from '../store/document';
import { useRun } from '../store/run';
import { followHistory } from '../store/selectionHistory';
import { useSession } from '../store/session';
import { hasUnfinished, onUnfinished } from '../ui/unfinished';
import { createEngineClient, type EngineClient } from '../worker/client';
import { announceChanges } from './announce/announce';
import { type Commands, createCommands } from './commands';
import { createDiagnosing } from './diagnosis/client';
import { type EngineLoop, startEngineLoop } from './engineLoop';
import { sayFailures } from './failures';
import { createFileActions, type FileActions } from './fileActions';
import { installKeys } from './keys';
import { createParts, type Parts } from './parts';
import { createTraining, type Training } from './training';

export interface Services {
  readonly platform: Platform;
  readonly files: FileActions;
  readonly client: EngineClient;
  readonly loop: EngineLoop;
  readonly commands: Commands;
  readonly training: Training;
  readonly parts: Parts;
  readonly diagnosing: Diagnosing;
}

/** How long unsaved work may be ahead of its draft, in milliseconds. */
const DRAFT_EVERY = 1000;

/** Creates everything that lives as long as the window. */
export function boot(platform: Platform): Services {
  const client = createEngineClient(
    () => new Worker(new URL('../worker/entry.ts', import.meta.url), { type: 'module', name: 'engine' }),
  );
  const files = createFileActions(platform);
  const loop = startEngineLoop(client);
  // Behind the loop: what is chosen again is traced in the network that it belongs to.
  followHistory();
  announceChanges();
  const parts = createParts(platform);
  const commands = createCommands({ platform, files, parts });
  const diagnosing = createDiagnosing(
    () => new Worker(new URL('./diagnosis/entry.ts', import.meta.url), { type: 'module', name: 'diagnosis' }),
  );
  const training = createTraining(client);
  const services: Services = { platform, files, client, loop, commands, training, parts, diagnosing };

  platform.on('menu:command', (command) => commands.run(command));
  platform.on('menu:example', ({ id }) => void files.openExample(id));
  platform.on('window:closeRequested', () => void files.close());
  installKeys(commands);
  // A file can carry a question: whoever opens it is asked.
  useDocument.subscribe((state, before) => {
    if (state.opened === before.opened) followRename(before.doc, state.doc);
    else if (!useSession.getState().bare) askExercise();
  });
  sayFailures();
  acceptDrops(files);
  void platform.invoke('app:startup').then((info) => start(services, info));
  return services;
}

/** Layout, the fit of the view and the transitions have to come to rest before a picture is taken. */
async function atRest(loop: EngineLoop): Promise<void> {
  await loop.settled();
  await layerSettled();
  await new Promise((resolve) => setTimeout(resolve, 900));
  await layerSettled();
}

async function start({ files, platform, loop }: Services, info: StartupInfo): Promise<void> {
  const session = useSession.getState();
  /** A page that nobody sees: the canvas alone, coloured and lit as asked. */
  async function drawAlone({ text, look }: NonNullable<StartupInfo['picture']>): Promise<void> {
    const { chosen, dark, ...rest } = look;
    session.set({
      ...rest,
      bare: true,
      minimap: false,
      theme: dark ? 'dark' : 'light',
      platform: info.platform,
      linesBy: info.lines,
    });
    const opened = files.show(text, { token: null, name: 'picture' });
    // Opening a network starts the scale afresh.
    session.set({ lockedRange: look.lockedRange });
    if (chosen !== null) session.choose(chosen);
    if (opened) await atRest(loop);
    platform.notify('snapshot:ready', { problem: opened ? null : 'the network could not be read.' });
  }

  /** Main takes this for what is shown instead of the draft: it comes once there is something on screen. */
  function shown(): void {
    tellTitle(platform);
    keepDraft(platform);
  }

  async function restore(draft: Draft): Promise<void> {
    if (files.show(draft.text, { token: draft.token, name: draft.name }, true)) {
      session.say(`Restored unsaved work on ${draft.name}.`);
      return;
    }
    await platform.invoke('draft:setAside');
    session.say(`${useSession.getState().notice?.text}; the unsaved work is kept for a later start.`, 'refused');
  }

  session.set({ theme: info.settings.theme, platform: info.platform, linesBy: info.lines });
  prepareLayer(info.lines);
  if (info.picture) {
    await drawAlone(info.picture);
    return;
  }
  if (info.problem !== null) session.say(info.problem, 'refused');
  if (info.draft) await restore(info.draft);
  else if (info.file) {
    const opened = files.show(info.file.text, { token: info.file.token, name: info.file.name });
    // A run that only takes a picture ends here, with the same sentence that a window would show.
    if (!opened && info.snapshot) {
      platform.notify('snapshot:ready', { problem: useSession.getState().notice?.text ?? info.file.name });
      return;
    }
  } else if (info.firstStart || info.snapshot) {
    await files.openExample('two-routes');
  } else {
    session.set({ dialog: 'start' });
  }
  shown();
  if (info.snapshot) {
    if (info.snapshot.param !== null) session.choose(info.snapshot.param);
    await atRest(loop);
    platform.notify('snapshot:ready', { problem: info.problem ?? useRun.getState().traceProblem });
  }
}

function acceptDrops(files: FileActions): void {
  window.addEventListener('dragover', (event) => event.preventDefault());
  window.addEventListener('drop', (event) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void files.openDropped(file);
  });
}

function tellTitle(platform: Platform): void {
  let told = '';
  const tell = () => {
    const state = useDocument.getState();
    // Main asks before it closes a window: also about what is just being typed.
    const dirty = isDirty(state) || hasUnfinished();
    const { name, token } = state.file;
    const key = `${name}\n${token}\n${dirty}`;
    if (key === told) return;
    told = key;
    platform.notify('window:state', { name, token, dirty });
  };
  useDocument.subscribe(tell);
  onUnfinished(tell);
  tell();
}

/** Unsaved work is written beside the settings soon after each change, so that a crash costs a second at most. */
function keepDraft(platform: Platform): void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  useDocument.subscribe((state, before) => {
    if (state.doc === before.doc || timer !== null) return;
    timer = setTimeout(() => {
      timer = null;
      const now = useDocument.getState();
      // Undone to what is on disk: an older draft would bring back what the user has taken back.
      if (!isDirty(now)) void platform.invoke('draft:discard');
      else
        void platform.invoke('draft:write', { name: now.file.name, token: now.file.token, text: serialize(now.doc) });
    }, DRAFT_EVERY);
  });
}

/** Every message from a page, validated, and handed to the duty it belongs to. */
import { basename, dirname } from 'node:path';
import { app, clipboard, dialog, type IpcMainEvent, type IpcMainInvokeEvent, ipcMain } from 'electron';
import { z } from 'zod';
import {
  type Invocations,
  type LinesBy,
  MOST_UNITS_DRAWN,
  type Notices,
  type OpenReply,
  type StartupInfo,
} from '../shared/ipc';
import { discardDraft, readDraft, setDraftAside, writeDraft } from './drafts';
import { type Read, readText, remember, stampOf, writeText } from './files';
import { installMenu } from './menu';
import { comeForward, windowHolding } from './oneWindow';
import { keepPart, listParts, partText, removePart } from './parts';
import { drawPicture, pictureReady } from './picture';
import { ORIGIN } from './protocol';
import { askWhere, FILTERS, placeFor } from './saving';
import { changeSettings, pageSettings, settings } from './settings';
import { snapshotReady } from './snapshot';
import { pathOf, see, seenBy, tokenFor } from './tokens';
import { closeForGood, openWindow, send, stateOf, stay, userWindows, type WindowState } from './windows';

// How long is asked where it is written: that answers in a sentence, where a message that is refused ends in silence.
const text = z.string();
const name = z.string().min(1).max(500);
const nothing = z.undefined();
const quantity = z.enum(['gradient', 'contribution', 'flow', 'weight', 'activation']);

const REQUESTS = {
  'app:startup': nothing,
  'file:choose': nothing,
  'file:elsewhere': z.strictObject({ token: z.uuid() }),
  'file:openToken': z.strictObject({ token: z.uuid() }),
  'file:save': z.strictObject({ token: z.uuid().nullable(), suggestedName: name, text, as: z.boolean() }),
  'picture:export': z.strictObject({
    suggestedName: name,
    text,
    look: z.strictObject({
      colouring: quantity,
      widthBy: quantity.nullable(),
      histogramOf: z.enum(['z', 'a']),
      chosen: z.string().max(200).nullable(),
      hideBelow: z.number().min(0).max(1),
      unitsUpTo: z.number().min(0).max(MOST_UNITS_DRAWN),
      lockedRange: z.number().positive().nullable(),
      dark: z.boolean(),
    }),
    width: z.int().min(64).max(4096),
    height: z.int().min(64).max(4096),
    scale: z.number().min(0.5).max(4),
  }),
  'file:recents': nothing,
  'draft:write': z.strictObject({ name, text, token: z.uuid().nullable() }),
  'draft:discard': nothing,
  'draft:setAside': nothing,
  'window:askUnsaved': z.strictObject({ name }),
  'window:new': nothing,
  'settings:set': z.strictObject({ theme: z.enum(['system', 'light', 'dark']).optional() }),
  'clipboard:write': z.strictObject({ text }),
  'clipboard:read': nothing,
  'parts:list': nothing,
  'parts:read': z.strictObject({ id: z.uuid() }),
  'parts:keep': z.strictObject({ name, text }),
  'parts:remove': z.strictObject({ id: z.uuid() }),
} satisfies Record<keyof Invocations, z.ZodType>;

const NOTICES = {
  'window:state': z.strictObject({ name, token: z.uuid().nullable(), dirty: z.boolean() }),
  'window:stays': nothing,
  'window:closeNow': nothing,
  'snapshot:ready': z.strictObject({ problem: z.string().max(2000).nullable() }),
} satisfies Record<keyof Notices, z.ZodType>;

/** The window a message comes from. Throws for anything but the top frame of an own page. */
function senderOf(event: IpcMainInvokeEvent | IpcMainEvent): WindowState {
  const state = stateOf(event.sender.id);
  const frame = event.senderFrame;
  if (!state || !frame || frame.parent !== null || !frame.url.startsWith(`${ORIGIN}/`)) {
    throw new Error('message from a page that is not ours');
  }
  return state;
}

type Handlers = {
  [C in keyof Invocations]: (
    state: WindowState,
    request: Invocations[C]['request'],
  ) => Invocations[C]['reply'] | Promise<Invocations[C]['reply']>;
};

function opened(state: WindowState, read: Read): OpenReply {
  if (!read.ok) return { status: 'failed', message: read.message };
  // A run that only takes a picture leaves no trace in the user's settings.
  if (!state.snapshot) {
    remember(read.path);
    installMenu();
  }
  const token = see(state.window.id, read.path, read.stamp);
  return { status: 'opened', token, name: basename(read.path), text: read.text };
}

/** What the command line says of who draws lines. */
let lines: LinesBy = 'auto';

function startup(state: WindowState): StartupInfo {
  const { window, path, snapshot, picture } = state;
  const draft = snapshot || picture ? null : readDraft(window.id);
  const reply = draft === null && path !== null ? opened(state, readText(path)) : null;
  const firstStart = !settings().shown;
  if (firstStart && !snapshot && !picture) changeSettings({ shown: true });
  return {
    file: reply?.status === 'opened' ? { token: reply.token, name: reply.name, text: reply.text } : null,
    problem: reply?.status === 'failed' ? reply.message : null,
    draft: draft && {
      name: draft.name,
      text: draft.text,
      token: draft.path === null ? null : tokenFor(window.id, draft.path),
    },
    firstStart,
    settings: snapshot ? { theme: snapshot.theme } : pageSettings(),
    snapshot: snapshot && { param: snapshot.param },
    picture: picture && { text: picture.text, look: picture.look },
    platform: process.platform,
    lines,
  };
}

/** All windows offer the same parts. */
function tellParts(): void {
  const parts = listParts();
  for (const window of userWindows()) send(window, 'parts:changed', parts);
}

const HANDLERS: Handlers = {
  'app:startup': startup,
  async 'file:choose'(state) {
    const answer = await dialog.showOpenDialog(state.window, { properties: ['openFile'], filters: FILTERS });
    const [path] = answer.filePaths;
    if (answer.canceled || path === undefined) return { status: 'cancelled' };
    return { status: 'chosen', token: tokenFor(state.window.id, path) };
  },
  'file:elsewhere'(state, { token }) {
    const path = pathOf(state.window.id, token);
    const other = path === null ? null : windowHolding(path, state.window);
    if (other) comeForward(other);
    return other !== null;
  },
  'file:openToken'(state, { token }) {
    const path = pathOf(state.window.id, token);
    return path === null
      ? { status: 'failed', message: 'That file is not known to this window.' }
      : opened(state, readText(path));
  },
  async 'file:save'(state, { token, suggestedName, text: content, as }) {
    const known = token === null ? null : pathOf(state.window.id, token);
    const path = await placeFor(state, known, suggestedName, as);
    if (path === null) return { status: 'cancelled' };
    if (path !== known && windowHolding(path, state.window)) {
      return { status: 'failed', message: `${basename(path)}: this file is open in another window.` };
    }
    const failure = await writeText(path, content);
    if (failure !== null) return { status: 'failed', message: failure };
    remember(path);
    installMenu();
    return { status: 'saved', token: see(state.window.id, path, stampOf(path)), name: basename(path) };
  },
  async 'picture:export'(state, { suggestedName, ...request }) {
    const typed = await askWhere(state, suggestedName, [{ name: 'PNG picture', extensions: ['png'] }]);
    if (typed === null) return { status: 'cancelled' };
    const drawn = await drawPicture(request);
    if (!drawn.ok) return { status: 'failed', message: drawn.message };
    const failure = await writeText(typed, drawn.png);
    return failure === null ? { status: 'saved', name: basename(typed) } : { status: 'failed', message: failure };
  },
  'file:recents': (state) =>
    settings().recents.map((path) => ({
      token: tokenFor(state.window.id, path),
      name: basename(path),
      folder: dirname(path).replace(app.getPath('home'), '~'),
    })),
  'draft:write'(state, draft) {
    if (!state.shown) return undefined;
    const path = draft.token === null ? null : pathOf(state.window.id, draft.token);
    const seen = path === null ? null : seenBy(state.window.id, path);
    const failure = writeDraft(state.window.id, { name: draft.name, path, text: draft.text, seen });
    if (failure !== null) console.error(`draft could not be written: ${failure}`);
    return undefined;
  },
  'draft:discard'(state) {
    if (state.shown) discardDraft(state.window.id);
    return undefined;
  },
  'draft:setAside'(state) {
    setDraftAside(state.window.id);
    return undefined;
  },
  async 'window:askUnsaved'(state, { name: file }) {
    const { response } = await dialog.showMessageBox(state.window, {
      type: 'question',
      message: `Save the changes to ${file}?`,
      detail: 'Changes that are not saved are lost.',
      buttons: ['Save', 'Do not save', 'Cancel'],
      defaultId: 0,
      cancelId: 2,
    });
    return (['save', 'discard', 'cancel'] as const)[response] ?? 'cancel';
  },
  'window:new'() {
    openWindow({});
    return undefined;
  },
  'settings:set'(_state, part) {
    changeSettings(part);
    return pageSettings();
  },
  'clipboard:write'(_state, { text: content }) {
    clipboard.writeText(content);
    return undefined;
  },
  'clipboard:read': () => clipboard.readText(),
  'parts:list': () => listParts(),
  'parts:read': (_state, { id }) => partText(id),
  async 'parts:keep'(_state, part) {
    const failure = await keepPart(part.name, part.text);
    tellParts();
    return failure;
  },
  'parts:remove'(_state, { id }) {
    removePart(id);
    tellParts();
    return undefined;
  },
};

const NOTICE_HANDLERS: { [C in keyof Notices]: (state: WindowState, notice: Notices[C]) => void } = {
  'window:state'(state, { name: file, token, dirty }) {
    state.path = token === null ? null : pathOf(state.window.id, token);
    state.dirty = dirty;
    state.shown = true;
    state.window.setTitle(`${file}${dirty ? ' •' : ''} — Gradpath`);
    state.window.setDocumentEdited(dirty);
  },
  'window:closeNow': (state) => closeForGood(state),
  'window:stays': () => stay(),
  'snapshot:ready'(state, { problem }) {
    if (state.picture) pictureReady(state.window.id, problem);
    else void snapshotReady(state.window, problem);
  },
};

/** What is wrong with a request: the page may have to show it to its user. */
function sentenceOf({ issues: [issue] }: z.ZodError): string {
  return `${issue.path.join('.') || 'the request'} was refused (${issue.message})`;
}

/** Listens on every channel of the contract, and on no other. `linesBy`: passed on to every page. */
export function registerIpc(linesBy: LinesBy): void {
  lines = linesBy;
  for (const channel of Object.keys(REQUESTS) as (keyof Invocations)[]) {
    ipcMain.handle(channel, (event, request: unknown) => {
      const state = senderOf(event);
      const checked = REQUESTS[channel].safeParse(request);
      if (!checked.success) throw new Error(`${channel}: ${sentenceOf(checked.error)}`);
      return (HANDLERS[channel] as (state: WindowState, request: unknown) => unknown)(state, checked.data);
    });
  }
  for (const channel of Object.keys(NOTICES) as (keyof Notices)[]) {
    ipcMain.on(channel, (event, notice: unknown) => {
      const state = senderOf(event);
      const checked = NOTICES[channel].parse(notice);
      (NOTICE_HANDLERS[channel] as (state: WindowState, notice: unknown) => void)(state, checked);
    });
  }
}

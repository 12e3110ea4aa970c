/** New, open, save: text goes to and comes from main; a document is made and checked here. */
import { emptyDocument } from '../model/document';
import { openText } from '../model/parse';
import { serialize } from '../model/serialize';
import type { NetworkDocument } from '../model/types';
import type { Platform } from '../platform/platform';
import { type FileRef, isDirty, useDocument } from '../store/document';
import { resetForDocument, useSession } from '../store/session';
import { keepUnfinished } from '../ui/unfinished';
import { readDropped } from './droppedFile';
import { EXAMPLES } from './examples';

export interface FileActions {
  newNetwork(): Promise<void>;
  open(): Promise<void>;
  openToken(token: string): Promise<void>;
  openExample(id: string): Promise<void>;
  /** A file that was dropped onto the window. Saving asks for a place: a page never learns where a file lies. */
  openDropped(file: File): Promise<void>;
  /** Writes the document as it is now. False when it was not saved (cancelled or failed). */
  save(as: boolean): Promise<boolean>;
  /** Shows text as the document; says so in one sentence when it cannot. */
  show(text: string, file: FileRef, dirty?: boolean): boolean;
  close(): Promise<void>;
}

/** What the File menu, drops and closing do with the document and its file. */
export function createFileActions(platform: Platform): FileActions {
  const say = (text: string) => useSession.getState().say(text, 'refused');

  function show(text: string, file: FileRef, dirty = false): boolean {
    const opened = openText(text);
    if (!opened.ok) {
      say(`${file.name}: ${opened.error.message}`);
      return false;
    }
    put(opened.document, file, dirty);
    return true;
  }

  /** The only way in which a document comes into the window. */
  function put(doc: NetworkDocument, file: FileRef, dirty = false): void {
    // What a field still holds was refused, or is no change: left there, it would be offered to the other document.
    const field = document.activeElement;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.blur();
    resetForDocument();
    useSession.getState().set({ dialog: 'none' });
    useDocument.getState().open(doc, file, dirty);
    // Not before: what could not be opened must not cost the work that stays.
    if (!dirty) void platform.invoke('draft:discard');
  }

  /** Asks about unsaved work, what is just being typed among it. False when the user would rather stay. */
  async function mayLeave(): Promise<boolean> {
    keepUnfinished();
    const state = useDocument.getState();
    if (!isDirty(state)) return true;
    const answer = await platform.invoke('window:askUnsaved', { name: state.file.name });
    if (answer === 'cancel') return false;
    if (answer === 'discard') return true;
    // What came in while it was being saved is asked about in its turn.
    return (await save(false)) && (await mayLeave());
  }

  let closing = false;
  let last: Promise<unknown> = Promise.resolve();
  /** Saves one after another: each finds the file as the one before has left it. */
  function save(as: boolean): Promise<boolean> {
    const mine = last.then(() => write(as));
    last = mine.catch(() => {});
    return mine;
  }

  async function write(as: boolean): Promise<boolean> {
    keepUnfinished();
    const { doc, file, opened } = useDocument.getState();
    const reply = await platform.invoke('file:save', {
      token: file.token,
      suggestedName: file.name.endsWith('.gradpath') ? file.name : `${file.name}.gradpath`,
      text: serialize(doc),
      as,
    });
    if (reply.status === 'failed') say(reply.message);
    if (reply.status !== 'saved') return false;
    const now = useDocument.getState();
    // Another document has been opened meanwhile: the file that was written is none of its own.
    if (now.opened !== opened) return true;
    // What was done while the dialog was open is not in the file: only the very document that was written is clean.
    now.markSaved({ token: reply.token, name: reply.name }, now.doc === doc);
    if (now.doc === doc) await platform.invoke('draft:discard');
    return true;
  }

  async function openToken(token: string): Promise<void> {
    if (await platform.invoke('file:elsewhere', { token })) return;
    if (!(await mayLeave())) return;
    // Read behind the question: the answer may have been to save this very file.
    const reply = await platform.invoke('file:openToken', { token });
    if (reply.status === 'failed') say(reply.message);
    else show(reply.text, { token: reply.token, name: reply.name });
  }

  return {
    show,
    save,
    openToken,
    async newNetwork() {
      if (!(await mayLeave())) return;
      put(emptyDocument(), { token: null, name: 'Untitled' });
    },
    async open() {
      const reply = await platform.invoke('file:choose');
      if (reply.status === 'chosen') await openToken(reply.token);
    },
    async openDropped(file) {
      if (!(await mayLeave())) return;
      const read = await readDropped(file);
      if (read.ok) show(read.text, { token: null, name: file.name });
      else say(read.message);
    },
    async openExample(id) {
      const example = EXAMPLES.find((candidate) => candidate.id === id);
      if (!example || !(await mayLeave())) return;
      if (show(example.text, { token: null, name: example.title })) useSession.getState().choose(example.param ?? null);
    },
    async close() {
      // Who closes twice is asked once.
      if (closing) return;
      closing = true;
      let leaves = false;
      try {
        leaves = await mayLeave();
      } finally {
        closing = false;
        platform.notify(leaves ? 'window:closeNow' : 'window:stays');
      }
    },
  };
}

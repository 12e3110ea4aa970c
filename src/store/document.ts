/**
 * The document that is open: saved, undone, redone. Only commands change it, by diffs; a gesture (a drag, a run of key
 * presses) is one undo step.
 */
import { create } from 'zustand';
import { applyDiff, invertDiff } from '../model/diff';
import { emptyDocument } from '../model/document';
import * as History from '../model/history';
import type { Diff, NetworkDocument } from '../model/types';

/** A command's answer: what to change, or one sentence why not. */
export type CommandResult = Diff | { readonly refused: string };

export interface FileRef {
  /** Known to the main process only; null for an example or a network that has no file yet. */
  readonly token: string | null;
  readonly name: string;
}

export interface DocumentState {
  readonly doc: NetworkDocument;
  readonly history: History.History;
  readonly file: FileRef;
  /** Where the history stood when the file was last saved. */
  readonly savedAt: History.Place;
  /** Counts documents: a new one means that views start afresh. */
  readonly opened: number;
}

export interface DocumentActions {
  /** Runs a command's answer. Returns the refusal's sentence, or null when it was carried out. */
  run(label: string, result: CommandResult, gesture?: string): string | null;
  undo(): void;
  /** Takes back a gesture that is given up, as if it had never been; nothing when the last step is not its own. */
  cancel(gesture: string): void;
  redo(): void;
  open(doc: NetworkDocument, file: FileRef, dirty?: boolean): void;
  /** The file now holds the document; `clean` false when it has changed again since it was written. */
  markSaved(file: FileRef, clean: boolean): void;
}

/** Stands for "never saved in this form": no step of a history is it. */
const NEVER: History.Step = { label: '', diff: [], gesture: null };

/** The open document, with its history and its file. */
export const useDocument = create<DocumentState & DocumentActions>()((set, get) => ({
  doc: emptyDocument(),
  history: History.emptyHistory(),
  file: { token: null, name: 'Untitled' },
  savedAt: 0,
  opened: 0,

  run(label, result, gesture) {
    if ('refused' in result) return result.refused;
    if (result.length === 0) return null;
    const { doc, history } = get();
    set({
      doc: applyDiff(doc, result),
      history: History.push(history, result, { label, gesture: gesture ?? null }),
    });
    return null;
  },
  undo() {
    const { doc, history } = get();
    const step = History.undo(history);
    if (step) set({ doc: applyDiff(doc, invertDiff(step.diff)), history: step.history });
  },
  cancel(gesture) {
    const { doc, history } = get();
    const step = History.cancel(history, gesture);
    if (step) set({ doc: applyDiff(doc, invertDiff(step.diff)), history: step.history });
  },
  redo() {
    const { doc, history } = get();
    const step = History.redo(history);
    if (step) set({ doc: applyDiff(doc, step.diff), history: step.history });
  },
  open(doc, file, dirty = false) {
    const { opened } = get();
    set({
      doc,
      file,
      history: History.emptyHistory(),
      savedAt: dirty ? NEVER : 0,
      opened: opened + 1,
    });
  },
  markSaved(file, clean) {
    const { history } = get();
    set({ file, savedAt: clean ? History.placeOf(history) : NEVER });
  },
}));

/** True when the document differs from its file. */
export function isDirty(state: DocumentState): boolean {
  return History.placeOf(state.history) !== state.savedAt;
}

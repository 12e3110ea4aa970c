/** Inputs that are moved, ticked or pressed. */
const NOT_TYPED: ReadonlySet<string> = new Set(['range', 'checkbox', 'radio', 'button', 'submit', 'reset', 'color']);

/** True for what is typed in: there plain keys, and those of undo, belong to the text. A slider leaves them to the app. */
export function isTyped(element: EventTarget | null): boolean {
  if (element instanceof HTMLInputElement) return !NOT_TYPED.has(element.type);
  return element instanceof HTMLTextAreaElement || (element instanceof HTMLElement && element.isContentEditable);
}

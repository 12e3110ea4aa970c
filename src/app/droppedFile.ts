/** Reading a file that was dropped onto the window, with the same refusals that main has for the others. */

/** Bytes; main reads somewhat more (`electron/main/files`). */
const LARGEST = 256 * 2 ** 20;

export type Dropped =
  | { readonly ok: true; readonly text: string }
  /** One sentence. */
  | { readonly ok: false; readonly message: string };

/** A dropped file's text. Never throws. */
export async function readDropped(file: File): Promise<Dropped> {
  const refuse = (why: string): Dropped => ({ ok: false, message: `${file.name}: ${why}.` });
  if (file.size > LARGEST) return refuse(`the file is larger than ${LARGEST / 2 ** 20} MB`);
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    // A page is not told which of them it is.
    return refuse('this is a folder, or a file that cannot be read or has changed since it was dropped');
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (error) {
    return refuse(error instanceof RangeError ? 'there is not enough memory for it' : 'this is not UTF-8 text');
  }
}

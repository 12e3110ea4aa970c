/** Pictures of a network: drawn by a page of its own that nobody sees, with the canvas's own painters. */
import type { PictureRequest } from '../shared/ipc';
import { openWindow } from './windows';

export type Drawn = { readonly ok: true; readonly png: Uint8Array } | { readonly ok: false; readonly message: string };

/** However busy the machine: a picture that has not come by then (milliseconds) never will. */
const PATIENCE = 300_000;

/** Resolves once the page says that it can be drawn, or what is wrong. By window. */
const waiting = new Map<number, (problem: string | null) => void>();

/** Draws a picture. Never throws. */
export async function drawPicture(request: PictureRequest): Promise<Drawn> {
  const { width, height, scale } = request;
  const window = openWindow({ picture: request, width: Math.round(width * scale), height: Math.round(height * scale) });
  const { webContents } = window;
  let timer: NodeJS.Timeout | undefined;
  try {
    const problem = await new Promise<string | null>((resolve) => {
      waiting.set(window.id, resolve);
      webContents.once('did-finish-load', () => webContents.setZoomFactor(scale));
      webContents.once('render-process-gone', (_event, { reason }) => resolve(`it could not be drawn (${reason}).`));
      window.once('closed', () => resolve('it was not finished.'));
      timer = setTimeout(() => resolve(`it was not drawn within ${PATIENCE / 60_000} minutes.`), PATIENCE);
    });
    if (problem !== null) return { ok: false, message: `The picture was not saved: ${problem}` };
    const image = await webContents.capturePage();
    if (image.isEmpty()) return { ok: false, message: 'The picture was not saved: nothing was drawn.' };
    return { ok: true, png: image.toPNG() };
  } catch (error) {
    return {
      ok: false,
      message: `The picture was not saved: ${error instanceof Error ? error.message : String(error)}`,
    };
  } finally {
    clearTimeout(timer);
    waiting.delete(window.id);
    if (!window.isDestroyed()) window.destroy();
  }
}

/** The page of a picture has come to rest, or says in one sentence why it cannot. */
export function pictureReady(windowId: number, problem: string | null): void {
  waiting.get(windowId)?.(problem);
}

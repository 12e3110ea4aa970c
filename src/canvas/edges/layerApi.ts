/** The edge layer that is on screen, for those who wait for its picture. */
import type { SessionState } from '../../store/session';
import { registerAnswer } from '../../ui/afterCanvas';
import { readPalette } from './palette';
import { type Picture, prepareWorker } from './picture';

/** Gets ready what the first large network needs, when there is time. */
export function prepareLayer(drawing: SessionState['linesBy']): void {
  requestIdleCallback(() => {
    prepareWorker(drawing);
    readPalette();
  });
}

let mounted: Picture | null = null;

export function registerLayer(picture: Picture | null): void {
  mounted = picture;
  registerAnswer(picture && (() => picture.answered()));
}

/** Resolves when the picture of the lines is that of the present network. */
export function layerSettled(): Promise<void> {
  return mounted?.settled() ?? Promise.resolve();
}

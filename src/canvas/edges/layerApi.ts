/** The edge layer that is on screen, for those who wait for its picture. */
import { registerAnswer } from '../../ui/afterCanvas';
import type { Picture } from './picture';

let mounted: Picture | null = null;

export function registerLayer(picture: Picture | null): void {
  mounted = picture;
  registerAnswer(picture && (() => picture.answered()));
}

/** Other lines are about to be drawn, by somebody's wish: they come in gently. */
export function fadeLines(): void {
  mounted?.fade();
}

/** Resolves when the picture of the lines is that of the present network. */
export function layerSettled(): Promise<void> {
  return mounted?.settled() ?? Promise.resolve();
}

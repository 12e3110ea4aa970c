/** The edge layer that is on screen, for those who wait for its picture. */
import { registerAnswer } from '../../ui/afterCanvas';
import type { Picture } from './picture';

let mounted: Picture | null = null;

/** A worker that is stuck must not keep the panels waiting, ms. */
const PATIENCE = 400;

export function registerLayer(picture: Picture | null): void {
  mounted = picture;
  registerAnswer(
    picture &&
      (() => Promise.race([picture.answered(), new Promise<void>((resolve) => setTimeout(resolve, PATIENCE))])),
  );
}

/** Other lines are about to be drawn, by somebody's wish: they come in gently. */
export function fadeLines(): void {
  mounted?.fade();
}

/** Resolves when the picture of the lines is that of the present network. */
export function layerSettled(): Promise<void> {
  return mounted?.settled() ?? Promise.resolve();
}

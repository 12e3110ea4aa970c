/** The edge layer that is on screen, for those who ask what lies under a point or wait for its picture. */
import type { Picture } from './picture';

let mounted: Picture | null = null;

export function registerLayer(picture: Picture | null): void {
  mounted = picture;
}

/** Lines under a point of the canvas, the best first; none where there is no layer. */
export function linesAt(x: number, y: number, reach: number): Promise<readonly number[]> {
  return mounted?.pick(x, y, reach) ?? Promise.resolve([]);
}

/** Resolves when the picture of the lines is that of the present network. */
export function layerSettled(): Promise<void> {
  return mounted?.settled() ?? Promise.resolve();
}

/** The edge layer that is on screen, for those who wait for its picture. */
import { useRun } from '../../store/run';
import { type SessionState, useSession } from '../../store/session';
import { readPalette } from './palette';
import type { Picture } from './picture';
import { prepareWorker } from './remote';

/** Gets ready what the first large network needs, when there is time. */
export function prepareLayer(drawing: SessionState['linesBy']): void {
  requestIdleCallback(() => {
    prepareWorker(drawing);
    readPalette();
  });
}

let mounted: Picture | null = null;

/** The picture that is on screen now, or null when none is. */
export function registerLayer(picture: Picture | null): void {
  mounted = picture;
}

/** Whether nothing is chosen, or its trace has come or never will: one of older numbers counts while they change. */
function isTraced(): boolean {
  const { chosen } = useSession.getState();
  const { trace, problem, traceProblem } = useRun.getState();
  return chosen === null || trace?.address === chosen || problem !== null || traceProblem !== null;
}

function traced(): Promise<void> {
  if (isTraced()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!isTraced()) return;
      for (const end of ends) end();
      resolve();
    };
    const ends = [useRun.subscribe(look), useSession.subscribe(look)];
  });
}

/** Resolves when the canvas has what it was asked for so far: the paths of what is chosen, and the picture of the lines. */
export async function canvasAnswered(): Promise<void> {
  // All that one event changes comes first.
  await Promise.resolve();
  await traced();
  await mounted?.answered();
}

/** Resolves when the picture of the lines is that of the present network. */
export function layerSettled(): Promise<void> {
  return mounted?.settled() ?? Promise.resolve();
}

/** A picture of the whole network as it is coloured and lit now, for slides and papers. */
import { canvasApi } from '../canvas/api';
import { serialize } from '../model/serialize';
import type { Platform } from '../platform/platform';
import { useDocument } from '../store/document';
import { useSession, visibleQuantities } from '../store/session';

/** Room around the network, and the least and largest picture, CSS pixels. */
export const MARGIN = 40;
const LEAST = 320;
const LARGEST = 4000;
/** Device pixels a CSS pixel: print wants two; beyond the longest side a picture is no use to anyone. */
const SCALE = 2;
const LONGEST = 6000;

function sideOf(length: number): number {
  return Math.round(Math.min(LARGEST, Math.max(LEAST, length + 2 * MARGIN)));
}

/** Asks where, draws, and says what became of it. */
export async function exportPicture(platform: Platform): Promise<void> {
  const session = useSession.getState();
  const { doc, file } = useDocument.getState();
  const bounds = canvasApi()?.bounds();
  if (!bounds || doc.nodes.length === 0) {
    session.say('There is nothing to draw yet.', 'refused');
    return;
  }
  if (visibleQuantities(session) !== null) {
    session.say('Close the player first: a picture shows all values.', 'refused');
    return;
  }
  const width = sideOf(bounds.width);
  const height = sideOf(bounds.height);
  const name = file.name.replace(/\.gradpath$/, '');
  const { colouring, widthBy, histogramOf, chosen, hideBelow, unitsUpTo, lockedRange, dark } = session;
  const reply = await platform.invoke('picture:export', {
    suggestedName: `${name}.png`,
    text: serialize(doc),
    look: { colouring, widthBy, histogramOf, chosen, hideBelow, unitsUpTo, lockedRange, dark },
    width,
    height,
    scale: Math.min(SCALE, LONGEST / Math.max(width, height)),
  });
  if (reply.status === 'failed') useSession.getState().say(reply.message, 'refused');
  if (reply.status === 'saved') useSession.getState().say(`Saved the picture ${reply.name}.`);
}

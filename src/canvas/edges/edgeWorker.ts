/** Thin entry of the edge layer's worker: messages in, pictures out. */
import { createDrawer } from './drawer';
import { createSender } from './mailbox';
import type { FromDrawer, FromWorker, LineImage, PixelImage, ToDrawer } from './messages';

const say = (message: FromWorker, transfer: Transferable[] = []) => postMessage(message, { transfer });
const sender = createSender((memory) => say({ type: 'memory', memory }));

const isPixels = (image: LineImage): image is PixelImage => 'pixels' in image;

function send(message: FromDrawer): void {
  const { image } = message;
  if (!isPixels(image)) say(message, [image]);
  // An overview waits for time to spare on both sides.
  else if (message.type === 'overview') say(message);
  else {
    sender.put({ ...message, image });
    say({ type: 'ready' });
  }
}

const drawer = createDrawer(send);

addEventListener('message', ({ data }: MessageEvent<ToDrawer>) => drawer.receive(data));

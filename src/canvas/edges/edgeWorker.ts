/** Thin entry of the edge layer's worker: messages in, pictures out. */
import { createDrawer } from './drawer';
import type { ToDrawer } from './messages';

const drawer = createDrawer((message) => postMessage(message, { transfer: [message.bitmap] }));

addEventListener('message', ({ data }: MessageEvent<ToDrawer>) => drawer.receive(data));

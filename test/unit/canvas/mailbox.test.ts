/** Pictures in shared memory: the newest comes out as it was put in, and no answer is lost. */
import { describe, expect, it } from 'vitest';
import { createReceiver, createSender, type PaintedPixels } from '../../../src/canvas/edges/mailbox';
import { createRandom, type Random } from '../../../src/engine';

function picture(random: Random, width: number, height: number): PaintedPixels {
  const pixels = Uint8ClampedArray.from({ length: 4 * width * height }, () => random.below(256));
  return {
    type: 'painted',
    image: { pixels, width, height },
    view: {
      x: random.normal() * 1e3,
      y: random.normal() * 1e3,
      zoom: random.next() * 8,
      width: width / 1.5,
      height: height / 1.5,
      ratio: 1.5,
    },
    extra: random.next() < 0.5,
    partial: random.next() < 0.5,
    more: random.next() < 0.5,
    by: 'cpu',
    turn: random.below(9),
  };
}

function pair() {
  const receiver = createReceiver();
  let announced = 0;
  const sender = createSender((memory) => {
    announced += 1;
    receiver.use(memory);
  });
  return { sender, receiver, announced: () => announced };
}

describe('the mailbox of pictures', () => {
  it('hands out the newest picture once, byte by byte, whatever its size', () => {
    const random = createRandom(4);
    const { sender, receiver, announced } = pair();
    expect(receiver.take()).toBe(null);
    for (let i = 0; i < 200; i++) {
      const put = picture(random, 1 + random.below(90), 1 + random.below(60));
      sender.put(put);
      const taken = receiver.take();
      expect({ ...taken, extra: put.extra }).toEqual(put);
      expect(receiver.take()).toBe(null);
    }
    // Other memory is asked for only where a picture is larger than all before it.
    expect(announced()).toBeLessThan(12);
  });
  it('says of the newest picture whether there was an answer since the last that was taken', () => {
    const random = createRandom(9);
    const { sender, receiver } = pair();
    for (let i = 0; i < 300; i++) {
      const sent = Array.from({ length: 1 + random.below(5) }, () => {
        const size = 1 + random.below(40);
        return picture(random, size, size);
      });
      for (const put of sent) sender.put(put);
      const taken = receiver.take();
      expect(taken?.image.pixels).toEqual(sent[sent.length - 1].image.pixels);
      expect(taken?.extra).toBe(sent.every(({ extra }) => extra));
    }
  });
  it('gives no picture away that is being drawn over while it is read', () => {
    const random = createRandom(2);
    const { sender, receiver } = pair();
    const [first, second, third] = [0, 1, 2].map(() => picture(random, 20, 20));
    sender.put(first);
    // The worker is faster than the page: it draws two more while the page copies the first.
    const set = Uint8ClampedArray.prototype.set;
    let once = true;
    Uint8ClampedArray.prototype.set = function (source: ArrayLike<number>, offset?: number) {
      if (once && (source as Uint8ClampedArray).buffer instanceof SharedArrayBuffer) {
        once = false;
        sender.put(second);
        sender.put(third);
      }
      set.call(this, source, offset);
    };
    try {
      expect({ ...receiver.take(), extra: third.extra }).toEqual(third);
    } finally {
      Uint8ClampedArray.prototype.set = set;
    }
    expect(once).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../src/engine';
import { copyText } from '../../../src/model/commands/clipboard';
import { openMailed } from '../../../src/model/commands/mailed';
import { setLabel } from '../../../src/model/commands/nodes';
import { applyDiff } from '../../../src/model/diff';
import { serialize } from '../../../src/model/serialize';
import { randomDocument } from './documents';

const NBSP = '\u00a0';

const quote = (mark: string) => (text: string) =>
  text
    .split('\n')
    .map((line) => mark + line)
    .join('\n');

/** As programs wrap lines: at a space, or within what has none for too long. */
const wrapped = (text: string, width = 76) =>
  text
    .split('\n')
    .map((line) => {
      const lines: string[] = [];
      let rest = line;
      while (rest.length > width) {
        const indent = rest.length - rest.trimStart().length;
        const space = rest.lastIndexOf(' ', width);
        const at = space > indent ? space : width;
        lines.push(rest.slice(0, at));
        rest = rest.slice(at).replace(/^ /, '');
      }
      return [...lines, rest].join('\n');
    })
    .join('\n');

/** What mail programs do to a text, by name. */
const ON_THE_WAY: Readonly<Record<string, (text: string) => string>> = {
  'quoted once': quote('> '),
  'quoted without a space': quote('>'),
  'quoted twice': quote('>> '),
  'quoted three times': (text) => quote('> ')(quote('> ')(quote('> ')(text))),
  'other line ends': (text) => text.replaceAll('\n', '\r\n'),
  'indented with spaces that do not break': (text) => text.replace(/^ +/gm, (spaces) => NBSP.repeat(spaces.length)),
  'all spaces between texts such': (text) => text.replace(/": /g, `":${NBSP}`),
  'quotation marks that curl': (text) => {
    let open = false;
    return text.replace(/"/g, () => {
      open = !open;
      return open ? '“' : '”';
    });
  },
  'wrapped at 76': (text) => wrapped(text),
  'with a greeting': (text) => `Hi,\n\nas “promised” {here}:\n${text}\n\nBest,\n“A.”\n`,
};

/** A text of a random part, with a label that is hard to carry. */
function part(seed: number): string {
  const random = createRandom(seed);
  let doc = randomDocument(seed);
  const [node] = doc.nodes;
  const long =
    'the gradient of an early weight is a sum over all of its routes to the loss, and each route is a product';
  const labels = [long, '“a” > b', `a${NBSP}b`, 'a "b" {c}', '> c', 'say: “x”', '\\“'];
  if (node) {
    const named = setLabel(doc, node.id, labels[seed % labels.length]);
    if (!('refused' in named)) doc = applyDiff(doc, named);
  }
  const text = copyText(doc, new Set(doc.nodes.filter(() => random.next() < 0.8).map(({ id }) => id)));
  if (typeof text !== 'string') throw new Error(text.refused);
  return text;
}

function opened(text: string): string {
  const result = openMailed(text);
  if (!result.ok) throw new Error(result.error.message);
  return serialize(result.document);
}

describe('a part that was mailed', () => {
  it('comes back the same, whatever the mail did to it', () => {
    const ways = Object.entries(ON_THE_WAY);
    for (let seed = 1; seed <= 24; seed++) {
      const text = part(seed);
      for (const [name, way] of ways) {
        expect(opened(way(text)), `${name}, seed ${seed}`).toBe(text);
        for (const [other, then] of ways)
          expect(opened(then(way(text))), `${name}, then ${other}, seed ${seed}`).toBe(text);
      }
    }
  });

  it('is never altered where it can be read as it stands', () => {
    for (let seed = 1; seed <= 60; seed++) {
      const text = part(seed);
      expect(opened(text)).toBe(text);
      expect(opened(`> see “below”:\n${text}\n> bye`)).toBe(text);
    }
  });

  it('is said not to be one when it is none', () => {
    for (const text of ['gradpath {', '> {"format": "gradpath"', '“gradpath” {“a”: “b”}'])
      expect(openMailed(text).ok).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import { framesOf, type Measured } from '../../../src/canvas/edges/frames';
import {
  type Candidate,
  candidates,
  type LabelRequest,
  type Pieces,
  roomAt,
} from '../../../src/canvas/edges/labelPlaces';
import { labelRequests } from '../../../src/canvas/edges/labelRequests';
import { boxesOf, placedLabels } from '../../../src/canvas/edges/labels';
import { drawnLines, type LineTable } from '../../../src/canvas/edges/lineTable';
import { type Box, overlaps } from '../../../src/canvas/geometry';
import { viewOf } from '../../../src/canvas/views';
import { createRandom } from '../../../src/engine';
import { setNumbers } from '../../../src/model/commands/numbers';
import { applyDiff } from '../../../src/model/diff';
import { matrixOf } from '../../../src/model/document';
import type { NetworkDocument } from '../../../src/model/types';
import { drawn, randomLayers } from './drawn';

/** A random network of neurons, columns and blocks, at distances from next to nothing to more than labels need. */
function drawing(seed: number) {
  const random = createRandom(seed);
  const spread = 0.65 + random.next() * 0.6;
  const sizes = [1, 2, 40][random.below(3)];
  const laid = randomLayers(random, 3 + random.below(4), sizes);
  const doc: NetworkDocument = {
    ...laid,
    nodes: laid.nodes.map((node) => ({
      ...node,
      position: { x: node.position.x * spread, y: Math.round(node.position.y / 2) },
    })),
  };
  const measured: Measured = new Map(
    doc.nodes.map(({ id }) => [id, { width: 104 + random.below(68), height: 44 + random.below(90) }]),
  );
  const views = new Map(doc.nodes.map((node) => [node.id, viewOf(node, 8, 1)]));
  const { elements: table } = drawnLines(doc, views);
  const frames = framesOf(doc, measured, views);
  return { doc, table, frames, measured, ...placing(doc, table, frames, measured) };
}

const EVERYTHING: Box = { x: -1e5, y: -1e5, width: 2e5, height: 2e5 };

/** What asks for labels where the whole canvas is seen at its own size, and where they stand. */
function placing(doc: NetworkDocument, table: LineTable, frames: Float32Array, measured: Measured) {
  const shown = { table, isShown: () => true };
  const input = { doc, lines: [shown], frames, window: EVERYTHING, obstacles: boxesOf(doc, measured), symbol: '∂' };
  const { requests: full, less, lines } = labelRequests(input, 1);
  const [spots] = placedLabels(input, 1).spots;
  /** What each line asks for: its name and number, or the number alone where that is all it has room for. */
  const requests = full.map((request) => {
    const short = spots.get(request.line)?.short === true;
    return (short ? less.find(({ id }) => id === request.id) : undefined) ?? request;
  });
  const labels = new Map(
    [...spots].map(([line, { x, y }]) => {
      const request = requests.find((candidate) => candidate.line === line);
      if (!request) throw new Error(`nobody asked for a label of line ${line}`);
      return [request.id, { x, y }];
    }),
  );
  return { requests, less, lines, labels };
}

/** Other lines of which any of many points lies in a box that is larger by `by` on each side. */
function linesIn(lines: readonly Pieces[], own: Pieces | undefined, { x, y, width, height }: Box, by: number): number {
  const inside = (px: number, py: number) => px > x - by && px < x + width + by && py > y - by && py < y + height + by;
  return lines.filter((pieces) => {
    if (pieces === own) return false;
    for (let i = 0; i + 3 < pieces.length; i += 2) {
      for (let t = 0; t <= 1; t += 0.004) {
        const px = pieces[i] + t * (pieces[i + 2] - pieces[i]);
        const py = pieces[i + 1] + t * (pieces[i + 3] - pieces[i + 1]);
        if (inside(px, py)) return true;
      }
    }
    return false;
  }).length;
}

/**
 * The places of a request that touch none of some boxes, and no more lines than it may; those beside its line where no other
 * line is near.
 */
function free(request: LabelRequest, taken: readonly Box[], lines: readonly Pieces[]): Candidate[] {
  return candidates(request).filter(
    ({ spot, beside, reach }) =>
      !taken.some((box) => overlaps(box, roomAt(spot, request))) &&
      linesIn(lines, request.pieces, reach, 0.5) <= (beside ? 0 : (request.most ?? Number.POSITIVE_INFINITY)),
  );
}

const SEEDS = Array.from({ length: 150 }, (_, i) => i + 1);

describe('labels of lines', () => {
  it('touch no card and no other label, and are left out only where there is no free place', () => {
    let [placed, leftOut] = [0, 0];
    for (const seed of SEEDS) {
      const { doc, table, measured, requests, less, lines, labels } = drawing(seed);
      if (table.count > 60) continue;
      const cards = boxesOf(doc, measured);
      const rooms = requests.flatMap((request) => {
        const spot = labels.get(request.id);
        return spot ? [roomAt(spot, request)] : [];
      });
      placed += rooms.length;
      rooms.forEach((room, i) => {
        for (const other of [...cards, ...rooms.slice(i + 1)])
          expect(overlaps(room, other), `seed ${seed}`).toBe(false);
      });
      for (const request of requests) {
        if (labels.has(request.id)) continue;
        leftOut += 1;
        for (const asked of [request, ...less.filter(({ id }) => id === request.id)])
          expect(free(asked, [...cards, ...rooms], lines), `seed ${seed}, line ${request.id}`).toEqual([]);
      }
    }
    expect(placed).toBeGreaterThan(300);
    expect(leftOut).toBeGreaterThan(10);
  });
  it('stand where they cover as few other lines as any free place does', () => {
    let [clear, covering] = [0, 0];
    for (const seed of SEEDS.slice(0, 60)) {
      const { doc, measured, requests, lines, labels } = drawing(seed);
      const taken = [...boxesOf(doc, measured)];
      // In the order in which they were placed.
      for (const [line, spot] of labels) {
        const request = requests.find(({ id }) => id === line);
        if (!request) throw new Error(`nobody asked for a label of line ${line}`);
        const place = candidates(request).find((other) => other.spot.x === spot.x && other.spot.y === spot.y);
        if (!place) throw new Error('a label where none might be');
        const covered = linesIn(lines, request.pieces, place.reach, -0.5);
        expect(covered, `seed ${seed}, line ${line}`).toBeLessThanOrEqual(place.beside ? 0 : (request.most ?? 0));
        const least = Math.min(
          ...free(request, taken, lines).map((other) => linesIn(lines, request.pieces, other.reach, 0.5)),
        );
        expect(covered, `seed ${seed}, line ${request.id}`).toBeLessThanOrEqual(least);
        if (covered === 0) clear += 1;
        else covering += 1;
        taken.push(roomAt(spot, request));
      }
    }
    expect(clear).toBeGreaterThan(2 * covering);
  });
  it('stand beside a line that they would hide', () => {
    for (let gap = 96; gap <= 400; gap += 4) {
      const doc = randomLayers(createRandom(3), 2, 1);
      const measured: Measured = new Map(doc.nodes.map(({ id }) => [id, { width: 160, height: 90 }]));
      const level: NetworkDocument = {
        ...doc,
        nodes: doc.nodes.map((node, i) => ({ ...node, position: { x: i * (160 + gap), y: 0 } })),
      };
      const { elements, views } = drawn(level);
      const frames = framesOf(level, measured, views);
      const { labels, requests } = placing(level, elements, frames, measured);
      const [[line, spot] = []] = labels;
      const request = requests.find(({ id }) => id === line);
      if (!spot || !request) throw new Error(`no label in a gap of ${gap}`);
      const hides = request.width > gap / 2;
      const room = roomAt(spot, request);
      if (hides) expect(room.y + room.height, `gap ${gap}`).toBeLessThan(45);
      else if (request.width < 0.4 * gap) expect(spot, `gap ${gap}`).toMatchObject({ y: 45 });
    }
  });
  it('keep their places while numbers change', () => {
    for (const seed of SEEDS.slice(0, 30)) {
      const { doc, table, frames, measured, labels } = drawing(seed);
      let other = doc;
      for (const edge of doc.edges) {
        const matrix = matrixOf(doc, edge);
        const diff = matrix && setNumbers(other, { of: 'weight', id: edge.id }, 0, [-123456.789]);
        if (diff && !('refused' in diff)) other = applyDiff(other, diff);
      }
      expect(other).not.toBe(doc);
      expect([...placing(other, table, frames, measured).labels]).toEqual([...labels]);
    }
  });
});

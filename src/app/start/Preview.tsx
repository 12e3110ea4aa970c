import { memo, useMemo } from 'react';
import { curveBetween, pathOf } from '../../canvas/geometry';
import { openText } from '../../model/parse';
import type { NetworkDocument, NodeRecord } from '../../model/types';

const WIDTH = 216;
const HEIGHT = 104;
const PAD = 14;

/** About how large a card is; the preview needs proportions, not pixels. */
function sizeOf(node: NodeRecord): { w: number; h: number } {
  if (node.kind === 'input') return { w: 104, h: 44 };
  if (node.kind === 'loss') return { w: 148, h: 78 };
  if (node.kind === 'op') return { w: 96, h: 56 };
  return { w: 168, h: 92 };
}

interface Drawing {
  readonly boxes: readonly { id: string; x: number; y: number; w: number; h: number; round: boolean }[];
  readonly lines: readonly { id: string; d: string }[];
}

function draw(doc: NetworkDocument): Drawing {
  const boxes = doc.nodes.map((node) => ({ node, ...node.position, ...sizeOf(node) }));
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  const width = Math.max(...boxes.map((box) => box.x + box.w)) - left;
  const height = Math.max(...boxes.map((box) => box.y + box.h)) - top;
  const scale = Math.min((WIDTH - 2 * PAD) / width, (HEIGHT - 2 * PAD) / height, 0.4);
  const dx = (WIDTH - width * scale) / 2;
  const dy = (HEIGHT - height * scale) / 2;
  const placed = new Map(
    boxes.map(({ node, x, y, w, h }) => [
      node.id,
      { x: dx + (x - left) * scale, y: dy + (y - top) * scale, w: w * scale, h: h * scale, node },
    ]),
  );
  return {
    boxes: [...placed.values()].map(({ node, x, y, w, h }) => ({
      id: node.id,
      x,
      y,
      w,
      h,
      round: node.kind === 'input',
    })),
    lines: doc.edges.flatMap((edge) => {
      const source = placed.get(edge.source);
      const target = placed.get(edge.target);
      if (!source || !target) return [];
      const from = { x: source.x + source.w, y: source.y + source.h / 2 };
      const to = { x: target.x, y: target.y + target.h / 2 };
      return [{ id: edge.id, d: pathOf(curveBetween(from, to)) }];
    }),
  };
}

/** A network in miniature, drawn from its own positions; the edge of the chosen parameter stands out. */
export const Preview = memo(function Preview({ text, param }: { text: string; param?: string }) {
  const drawing = useMemo(() => {
    const opened = openText(text);
    return opened.ok && opened.document.nodes.length > 0 ? draw(opened.document) : null;
  }, [text]);
  const lit = param?.replace(/[[.].*$/, '');
  return (
    <svg width={WIDTH} height={HEIGHT} aria-hidden="true" className="block rounded-t-[9px] bg-paper">
      {drawing?.lines.map(({ id, d }) => (
        <path
          key={id}
          d={d}
          fill="none"
          stroke={id === lit ? 'var(--accent)' : 'var(--ink-3)'}
          strokeWidth={id === lit ? 2 : 1}
          strokeOpacity={id === lit ? 1 : 0.6}
        />
      ))}
      {drawing?.boxes.map(({ id, x, y, w, h, round }) => (
        <rect
          key={id}
          x={x}
          y={y}
          width={w}
          height={h}
          rx={round ? h / 2 : 3}
          fill="var(--panel)"
          stroke={id === lit ? 'var(--accent)' : 'var(--ink-3)'}
          strokeOpacity={0.8}
        />
      ))}
    </svg>
  );
});

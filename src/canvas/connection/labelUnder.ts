/** Labels of lines under the pointer: they never take it from their line, but a click on one means the line it names. */
import type { LineLook } from '../edges/looks';

/**
 * What a click on a label chooses: the address of its weight. Undefined for what has none, and for the line that is pointed
 * at: its label follows the pointer, which may mean another line that crosses there.
 */
export function chosenBy({ edge, row, col, weighted, matrix, missing, hot }: LineLook): string | undefined {
  return weighted && !matrix && !missing && !hot ? `${edge}[${row},${col}]` : undefined;
}

/** The address of the weight whose label lies at a place of the window, or null. */
export function weightOfLabelAt(x: number, y: number): string | null {
  for (const label of document.querySelectorAll<HTMLElement>('.line-label[data-weight]')) {
    const { left, right, top, bottom } = label.getBoundingClientRect();
    if (x >= left && x <= right && y >= top && y <= bottom) return label.dataset.weight ?? null;
  }
  return null;
}

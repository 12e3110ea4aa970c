/** Gradpath's window, by what a person sees and does. */
import type { Locator, Page } from '@playwright/test';

export class GradpathWindow {
  readonly canvas: Locator;
  readonly gradient: Locator;
  readonly pathRows: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.canvas = page.getByTestId('canvas');
    this.gradient = page.getByTestId('gradient');
    this.pathRows = page.getByTestId('path-row');
    this.notice = page.getByTestId('notice');
  }

  node(id: string): Locator {
    return this.page.getByTestId(`node-${id}`);
  }

  edge(id: string): Locator {
    return this.page.getByTestId(`edge-${id}`);
  }

  /** Drags a palette item so that its card's middle lands at a place of the canvas (pixels from its top left corner). */
  async dragFromPalette(item: string, x: number, y: number): Promise<void> {
    const from = await this.page.getByTestId(`palette-${item}`).boundingBox();
    const canvas = await this.canvas.boundingBox();
    if (!from || !canvas) throw new Error('palette or canvas is not on screen');
    await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(canvas.x + x - 30, canvas.y + y - 20, { steps: 4 });
    await this.page.mouse.move(canvas.x + x, canvas.y + y, { steps: 4 });
    await this.page.mouse.up();
  }

  /** Draws an edge from one node's right handle to another's left one, or to its middle. */
  async connect(source: string, target: string): Promise<void> {
    const from = await this.node(source).locator('.react-flow__handle.source').boundingBox();
    const to = await this.node(target).boundingBox();
    if (!from || !to) throw new Error(`${source} or ${target} is not on screen`);
    await this.page.mouse.move(from.x + from.width / 2, from.y + from.height / 2);
    await this.page.mouse.down();
    await this.page.mouse.move(to.x - 10, to.y + to.height / 2, { steps: 6 });
    await this.page.mouse.move(to.x + 2, to.y + to.height / 2, { steps: 3 });
    await this.page.mouse.up();
  }

  /** Clicks an edge a third along its way, on the painted line itself. */
  async clickEdge(id: string): Promise<void> {
    await this.edge(id).waitFor({ state: 'attached' });
    const point = await this.page.evaluate((edge) => {
      const path = document.querySelector<SVGPathElement>(`[data-testid="edge-${edge}"] .react-flow__edge-path`);
      if (!path) return null;
      const at = path.getPointAtLength(path.getTotalLength() * 0.3);
      const matrix = path.getScreenCTM();
      return matrix ? new DOMPoint(at.x, at.y).matrixTransform(matrix).toJSON() : null;
    }, id);
    if (!point) throw new Error(`the edge ${id} is not drawn`);
    await this.page.mouse.click(point.x, point.y);
  }

  /** Types into a number or text field and commits. */
  async type(field: Locator, text: string): Promise<void> {
    await field.click();
    await field.fill(text);
    await field.press('Enter');
  }
}

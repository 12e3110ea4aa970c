/** What the palette offers. `width` and `height` are the card's usual size: a drop puts its middle under the pointer. */
import type { NodeChoice } from '../../model/commands/nodes';

export interface PaletteItem {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly make: NodeChoice | { readonly kind: 'note' } | { readonly kind: 'part'; readonly part: string };
  readonly width: number;
  readonly height: number;
}

export const PALETTE: readonly PaletteItem[] = [
  {
    id: 'input',
    title: 'Input',
    hint: 'A value that enters the network',
    make: { kind: 'input' },
    width: 104,
    height: 44,
  },
  {
    id: 'neuron',
    title: 'Neuron',
    hint: 'Weighted sum, bias, activation',
    make: { kind: 'layer', size: 1 },
    width: 168,
    height: 92,
  },
  {
    id: 'layer',
    title: 'Layer',
    hint: 'Many neurons with one weight matrix',
    make: { kind: 'layer', size: 4 },
    width: 214,
    height: 222,
  },
  { id: 'add', title: 'Add', hint: 'Sum, element by element', make: { kind: 'op', op: 'add' }, width: 96, height: 56 },
  {
    id: 'multiply',
    title: 'Multiply',
    hint: 'Product, element by element',
    make: { kind: 'op', op: 'multiply' },
    width: 96,
    height: 56,
  },
  {
    id: 'concat',
    title: 'Concat',
    hint: 'Units of all sources, one after another',
    make: { kind: 'op', op: 'concat' },
    width: 96,
    height: 56,
  },
  {
    id: 'loss',
    title: 'Loss',
    hint: 'Compares predictions with targets',
    make: { kind: 'loss', loss: 'halfSquaredError' },
    width: 174,
    height: 80,
  },
  {
    id: 'note',
    title: 'Note',
    hint: 'Text on the canvas, with TeX between $',
    make: { kind: 'note' },
    width: 220,
    height: 60,
  },
];

/** The update after both passes, step by step: w ← w − η ∂L/∂w, one step a matrix and one a layer's biases. */

import { paramsOf, trainedSlots } from '../model/commands/train';
import { edgeById, nodeById } from '../model/document';
import { lossName } from '../model/names';
import type { NetworkDocument } from '../model/types';
import { paramNames } from './factors';
import { number, type Passes, type PlayerStep } from './player';
import { decimal, partialTex } from './symbols';

/** The learning rate where neither the file nor the user says another. */
export const LEARNING_RATE = 0.1;

/** The rate that a file's training settings wish for (`training.learningRate`), or the usual one. */
export function learningRateOf(doc: NetworkDocument): number {
  const settings = doc.extra.training;
  const rate =
    typeof settings === 'object' && settings !== null && 'learningRate' in settings ? settings.learningRate : null;
  return typeof rate === 'number' && Number.isFinite(rate) && rate > 0 ? rate : LEARNING_RATE;
}

/** One parameter before and after the step. */
export interface ParamUpdate {
  readonly address: string;
  readonly before: number;
  readonly gradient: number;
  readonly after: number;
}

/** The parameters of one matrix, or of one layer's biases, that a step changes. */
export interface UpdateGroup {
  readonly of: 'weight' | 'bias';
  /** Edge id (of the owner, where others are tied to it), or node id. */
  readonly id: string;
  readonly count: number;
  /** How many of them have a gradient that is not 0. */
  readonly changing: number;
  /** The one that changes most. */
  readonly largest: ParamUpdate;
}

/** What a step with this rate does, in the order of the file; frozen matrices are not in it, tied ones once. */
export function updateGroups(doc: NetworkDocument, { layout, backward }: Passes, rate: number): UpdateGroup[] {
  const params = paramsOf(doc, layout);
  const groups: (Omit<UpdateGroup, 'largest'> & { readonly largestAt: number; readonly index: number })[] = [];
  for (const { of, id, index, at } of trainedSlots(doc, layout)) {
    const gradient = backward.gradient[at];
    const changing = gradient === 0 ? 0 : 1;
    const last = groups.at(-1);
    if (last?.of !== of || last.id !== id) {
      groups.push({ of, id, count: 1, changing, largestAt: at, index });
      continue;
    }
    const larger = Math.abs(gradient) > Math.abs(backward.gradient[last.largestAt]);
    groups[groups.length - 1] = {
      ...last,
      count: last.count + 1,
      changing: last.changing + changing,
      ...(larger ? { largestAt: at, index } : {}),
    };
  }
  return groups.map(({ of, id, count, changing, largestAt, index }) => {
    const gradient = backward.gradient[largestAt];
    const cols = of === 'weight' ? layout.weights[id].cols : 1;
    const address = of === 'weight' ? `${id}[${Math.floor(index / cols)},${index % cols}]` : `${id}.bias[${index}]`;
    const before = params[largestAt];
    return { of, id, count, changing, largest: { address, before, gradient, after: before - rate * gradient } };
  });
}

function titleOf(doc: NetworkDocument, { of, id, count, changing, largest }: UpdateGroup): string {
  const record = of === 'weight' ? edgeById(doc, id) : nodeById(doc, id);
  const name = record?.label ?? id;
  const what = of === 'weight' ? name : `${name}: bias`;
  if (changing === 0)
    return count === 1 ? `${what} stays: its gradient is 0` : `${what}: all ${count} stay, gradient 0`;
  if (count === 1) return `${what}: one step against its gradient`;
  const place = largest.address.slice(largest.address.indexOf('['));
  return `${what}: ${place} changes most, ${changing - 1} more of ${count} change too`;
}

/** The update as steps of the player; each is about the edge, or about the biased node. */
export function updateSteps(doc: NetworkDocument, passes: Passes, rate: number): PlayerStep[] {
  const loss = lossName(doc).tex;
  return updateGroups(doc, passes, rate).map((group): PlayerStep => {
    const { address, before, gradient, after } = group.largest;
    const { tex } = paramNames(doc, address);
    const edge = group.of === 'weight' ? edgeById(doc, group.id) : undefined;
    return {
      phase: 'update',
      node: edge?.target ?? group.id,
      ...(edge ? { edge: edge.id } : {}),
      quantity: null,
      title: titleOf(doc, group),
      tex: `${tex} \\leftarrow ${tex} - \\eta\\,${partialTex(loss, tex)} = ${number(before)} - ${decimal(rate)} \\cdot ${number(gradient)} = ${decimal(after, 6)}`,
    };
  });
}

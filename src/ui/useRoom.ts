import type { RefObject } from 'react';
import { useMeasured } from './useMeasured';

/** Width of a digit of a field, and what is left free on both sides, in pixels. */
const DIGIT = 8.1;
const PADDING = 16;

const roomOf = (clientWidth: number) => Math.floor((2 * (clientWidth - PADDING)) / DIGIT) / 2;

/** How many digits a field has room for; as many as wanted until it has been measured. */
export function useRoom(field: RefObject<HTMLInputElement | null>): number {
  return useMeasured(field, roomOf);
}

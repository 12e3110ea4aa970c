/** How long a card takes from one way of being drawn to another, ms. */
export const MORPH = 180;

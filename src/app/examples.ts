/** The shipped examples: their texts and what the start screen says of them. */
import index from '../../resources/examples/index.json';

const texts = import.meta.glob('../../resources/examples/*.gradpath', {
  query: '?raw',
  import: 'default',
  eager: true,
}) as Readonly<Record<string, string>>;

export interface Example {
  readonly id: string;
  readonly title: string;
  readonly summary: string;
  /** The parameter that is chosen when it opens. */
  readonly param?: string;
  readonly text: string;
}

/** The networks that come with the app, in the order in which they are offered. */
export const EXAMPLES: readonly Example[] = index.map((entry) => ({
  ...entry,
  text: texts[`../../resources/examples/${entry.id}.gradpath`],
}));

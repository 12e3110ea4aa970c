/** Arguments of one command: a file and its options. */

/** The call itself is wrong; the message is one line. */
export class UsageError extends Error {
  constructor(message: string) {
    super(`gradpath: ${message}`);
    this.name = 'UsageError';
  }
}

/** `flag`: takes no value. */
export type OptionKind = 'flag' | 'value';

export interface Arguments {
  readonly file: string;
  readonly flags: ReadonlySet<string>;
  readonly values: ReadonlyMap<string, string>;
}

/** Reads `FILE [--option value] …`. Throws UsageError. */
export function parseArguments(
  command: string,
  argv: readonly string[],
  options: Readonly<Record<string, OptionKind>>,
): Arguments {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const files: string[] = [];
  for (let i = 0; i < argv.length; i++) {
    const arg = argv[i];
    if (!arg.startsWith('--')) {
      files.push(arg);
      continue;
    }
    const [name, given] = arg.slice(2).split(/=(.*)/s);
    const kind = Object.hasOwn(options, name) ? options[name] : undefined;
    if (kind === undefined) {
      const known = Object.keys(options).map((option) => `--${option}`);
      throw new UsageError(`${command} knows no option ${arg} (known: ${known.join(', ')})`);
    }
    if (kind === 'flag') {
      if (given !== undefined) throw new UsageError(`--${name} takes no value`);
      flags.add(name);
      continue;
    }
    const value = given ?? argv[i + 1];
    if (given === undefined) i += 1;
    if (value === undefined) throw new UsageError(`--${name} needs a value`);
    values.set(name, value);
  }
  if (files.length !== 1) throw new UsageError(`${command} takes one file, found ${files.length}`);
  return { file: files[0], flags, values };
}

/** A whole number option within bounds. Throws UsageError. */
export function wholeNumber(args: Arguments, name: string, fallback: number, least: number): number {
  const text = args.values.get(name);
  if (text === undefined) return fallback;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || text.trim() === '') {
    throw new UsageError(`--${name} needs a whole number of at least ${least}, found "${text}"`);
  }
  return value;
}

/** An option that takes one of a few words. Throws UsageError. */
export function oneOf<T extends string>(args: Arguments, name: string, words: readonly T[], fallback: T): T {
  const text = args.values.get(name);
  if (text === undefined) return fallback;
  const word = words.find((candidate) => candidate === text);
  if (word === undefined) throw new UsageError(`--${name} is one of ${words.join(', ')}, found "${text}"`);
  return word;
}

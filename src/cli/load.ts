/** A network file, opened and run. */
import { readFileSync } from 'node:fs';
import {
  type BackwardTrace,
  backward,
  compile,
  EngineError,
  type ForwardTrace,
  forward,
  type Numbers,
  type ParamRef,
  type Plan,
  parseAddress,
  readNumbers,
} from '../engine';
import { openText } from '../model/parse';
import { toNetworkSpec } from '../model/toNetworkSpec';
import type { NetworkDocument } from '../model/types';

/** The file is at fault; the message is one line that begins with its name. */
export class InputFault extends Error {
  constructor(file: string, message: string) {
    super(`${file}: ${message}`);
    this.name = 'InputFault';
  }
}

export interface Loaded {
  readonly file: string;
  readonly document: NetworkDocument;
  readonly plan: Plan;
  readonly numbers: Numbers;
  readonly forward: ForwardTrace;
  readonly backward: BackwardTrace;
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'this user may not read it',
  EISDIR: 'this is a folder',
};

function readText(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    if (error instanceof TypeError) throw new InputFault(file, 'this is not UTF-8 text');
    const { code = '', message } = error as NodeJS.ErrnoException;
    throw new InputFault(file, REASONS[code] ?? message);
  }
}

/** Opens a file and runs both passes. Throws InputFault. */
export function load(file: string): Loaded {
  const opened = openText(readText(file));
  if (!opened.ok) throw new InputFault(file, opened.error.message);
  const { document } = opened;
  const spec = toNetworkSpec(document);
  const plan = compile(spec);
  const numbers = readNumbers(plan, spec);
  const trace = forward(plan, numbers);
  return { file, document, plan, numbers, forward: trace, backward: backward(plan, numbers, trace) };
}

/** The parameter of an address in a loaded network. Throws InputFault. */
export function paramOf(loaded: Loaded, address: string): ParamRef {
  return withFile(loaded, () => parseAddress(loaded.plan.layout, address));
}

/** Puts the file's name in front of what the engine refuses. */
export function withFile<T>(loaded: Loaded, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof EngineError) throw new InputFault(loaded.file, error.message);
    throw error;
  }
}

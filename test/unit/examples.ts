/** The shipped examples, opened. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openText } from '../../src/model/parse';
import type { NetworkDocument } from '../../src/model/types';

export function example(name: string): NetworkDocument {
  const opened = openText(readFileSync(join(import.meta.dirname, `../../resources/examples/${name}.gradpath`), 'utf8'));
  if (!opened.ok) throw new Error(opened.error.message);
  return opened.document;
}

/** Text → JSON value, with faults that say line and column. */
import { FileFault } from './fileFault';

/** Nesting that no network needs; deeper text would make later steps recurse too far. */
const DEEPEST = 64;

function place(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split('\n').length;
  return `line ${line}, column ${at - before.lastIndexOf('\n')}`;
}

/** Place of the first bracket that opens too deep, or -1. Brackets within strings do not count. */
function tooDeepAt(text: string): number {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const char = text.charCodeAt(i);
    if (inString) {
      if (char === 92) i += 1;
      else if (char === 34) inString = false;
    } else if (char === 34) inString = true;
    else if (char === 91 || char === 123) {
      depth += 1;
      if (depth > DEEPEST) return i;
    } else if (char === 93 || char === 125) depth -= 1;
  }
  return -1;
}

/** Where JSON.parse stopped, as well as its message tells. */
function syntaxPlace(text: string, message: string): string {
  const at = /position (\d+)/.exec(message);
  if (at) return place(text, Number(at[1]));
  const token = /Unexpected token '?(.)/.exec(message);
  // Short texts are quoted whole in the message, without a position: the end is then the best that can be said.
  return token && text.length < 40 ? 'line 1' : place(text, text.length);
}

/** Parses. Throws FileFault. A byte order mark at the start is ignored. */
export function parseJson(source: string): unknown {
  const text = source.charCodeAt(0) === 0xfeff ? source.slice(1) : source;
  if (text.trim() === '') throw new FileFault('notJson', '', 'the file is empty');
  const deep = tooDeepAt(text);
  if (deep >= 0) throw new FileFault('notJson', place(text, deep), 'brackets are nested too deeply');
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    throw new FileFault('notJson', syntaxPlace(text, message), 'this is not valid JSON');
  }
}

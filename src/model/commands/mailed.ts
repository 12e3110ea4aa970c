/**
 * Finding a network in a text that was mailed: with a greeting above and a name below, quoted in a reply, its spaces and
 * quotation marks made beautiful on the way.
 */
import { type Opened, openText } from '../parse';
import { FORMAT_NAME } from '../schema';

/** Where the object that opens at `from` closes, or -1; braces within its texts do not count. */
function closing(text: string, from: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = from; at < text.length; at++) {
    const sign = text[at];
    if (quoted) {
      if (sign === '\\') at += 1;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === '{') depth += 1;
    else if (sign === '}') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return -1;
}

/** How many braces of a text are tried as the beginning of a network. */
const MOST_TRIES = 100;

/** The first network in a text that opens, or null; `mend`: what is done to the text from a brace on before it is tried. */
function firstWithin(text: string, mend: (rest: string) => string): Opened | null {
  let from = text.indexOf('{');
  for (let tries = 0; from >= 0 && tries < MOST_TRIES; tries++) {
    const rest = mend(text.slice(from));
    const to = closing(rest, 0);
    const opened = to < 0 ? null : openText(rest.slice(0, to + 1));
    if (opened?.ok) return opened;
    from = text.indexOf('{', from + 1);
  }
  return null;
}

/** The marks of a reply before a line: `> `, `>> `, `> > `. */
const QUOTING = /^(?:[^\S\r\n]*>)+/gm;

function isQuote(sign: string): boolean {
  return sign === '"' || sign === '“' || sign === '”' || sign === '„' || sign === '‟';
}

/** What may follow a text in JSON. */
const AFTER_TEXT = /\s*[:,}\]]/y;

function endsText(text: string, at: number): boolean {
  if (text[at] === '"') return true;
  AFTER_TEXT.lastIndex = at + 1;
  return AFTER_TEXT.test(text);
}

/** A line is broken at a space, or, where there is none for long, within a word: numbers are one. */
const LONG_WORD = 60;

/** How a text goes on where the mail has broken its line. */
function joined(before: string): string {
  const word = before.slice(Math.max(before.lastIndexOf('"'), before.lastIndexOf(' ')) + 1);
  return before.endsWith(' ') || word.length >= LONG_WORD ? before : `${before} `;
}

/** Text from a brace on with straight quotation marks about its texts, plain spaces between them, and no line broken in one. */
function straightened(text: string): string {
  let quoted = false;
  let depth = 0;
  let out = '';
  for (let at = 0; at < text.length; at++) {
    const sign = text[at];
    if (quoted && sign === '\\') {
      at += 1;
      out += sign + (isQuote(text[at]) ? '"' : (text[at] ?? ''));
    } else if (isQuote(sign) && (!quoted || endsText(text, at))) {
      quoted = !quoted;
      out += '"';
    } else if (quoted && (sign === '\n' || sign === '\r')) {
      while (/\s/.test(text[at + 1] ?? '')) at += 1;
      out = joined(out);
    } else {
      out += !quoted && /\s/.test(sign) ? ' ' : sign;
      if (quoted) continue;
      if (sign === '{') depth += 1;
      else if (sign === '}') depth -= 1;
      if (depth === 0) break;
    }
  }
  return out;
}

/** Opens a text, or the first network in it. Only what cannot be read as it stands is mended. */
export function openMailed(text: string): Opened {
  const whole = openText(text);
  if (whole.ok || !text.includes(FORMAT_NAME)) return whole;
  const asItStands = firstWithin(text, (rest) => rest);
  return asItStands ?? firstWithin(text.replace(QUOTING, ''), straightened) ?? whole;
}

/** Equations as LaTeX (for KaTeX and TeX engines), Markdown and plain text. */
import type { Depth, Equation, EquationTerm } from './equation';
import { decimal } from './symbols';

export type Format = 'latex' | 'markdown' | 'text';
export const FORMATS: readonly Format[] = ['latex', 'markdown', 'text'];

const inBrackets = (text: string) => (text.startsWith('-') ? `(${text})` : text);
/** Joins terms with signs, so that no plus meets a minus. */
function sum(terms: readonly string[]): string {
  return terms
    .map((term, i) => (i === 0 ? term : term.startsWith('-') ? ` - ${term.slice(1)}` : ` + ${term}`))
    .join('');
}

/** Digits of the numbers inside an equation; its value has more. */
const INNER = 5;

function latexTerm(term: EquationTerm, depth: Depth): string {
  if (depth === 'numbers') return term.factors.map(({ value }) => inBrackets(decimal(value, INNER))).join(' \\cdot ');
  // Without room between them two fractions get one bar.
  const join = depth === 'symbols' ? '\\,' : ' \\cdot ';
  return term.factors.map((factor) => (depth === 'symbols' ? factor.symbol : factor.derivative).tex).join(join);
}

function textTerm(term: EquationTerm, depth: Depth): string {
  if (depth === 'numbers') return term.factors.map(({ value }) => inBrackets(decimal(value, INNER))).join(' · ');
  return term.factors.map((factor) => (depth === 'symbols' ? factor.symbol : factor.derivative).text).join(' · ');
}

/** One line of LaTeX, without delimiters. At depth numbers its last thing is the value. */
export function toLatex(equation: Equation, depth: Depth): string {
  const { left, terms, rest, value } = equation;
  const written = terms.map((term) => latexTerm(term, depth));
  if (rest) {
    written.push(
      depth === 'numbers'
        ? decimal(rest.value, INNER)
        : `\\underbrace{\\cdots}_{${rest.count}\\ \\text{more ${rest.of}s}}`,
    );
  }
  if (written.length === 0) return `${left.tex} = 0`;
  if (depth !== 'numbers') return `${left.tex} = ${sum(written)}`;
  const products = [...terms.map((term) => decimal(term.value, INNER)), ...(rest ? [decimal(rest.value, INNER)] : [])];
  const steps = products.length > 1 ? [sum(written), sum(products)] : [sum(written)];
  return `${left.tex} = ${steps.join(' = ')} = ${decimal(value)}`;
}

/** Plain text, one product a line. At depth numbers the last thing on the last line is the value. */
export function toText(equation: Equation, depth: Depth): string {
  const { left, terms, rest, value } = equation;
  const pad = ' '.repeat(left.text.length);
  const lines = terms.map((term, i) => {
    const product = textTerm(term, depth);
    return `${i === 0 ? `${left.text} =` : `${pad} +`} ${product}${depth === 'numbers' ? ` = ${decimal(term.value, INNER)}` : ''}`;
  });
  if (rest) {
    const what =
      depth === 'numbers'
        ? `${decimal(rest.value, INNER)}   (${rest.count} more ${rest.of}s)`
        : `… (${rest.count} more ${rest.of}s)`;
    lines.push(`${pad} + ${what}`);
  }
  if (terms.length === 0) lines.push(`${left.text} = 0`);
  else if (depth === 'numbers') lines.push(`${pad} = ${decimal(value)}`);
  return lines.join('\n');
}

/** Markdown: the formula between `$$`, the products as a list. At depth numbers the last line ends in the value. */
export function toMarkdown(equation: Equation, depth: Depth): string {
  const block = `$$\n${toLatex(equation, depth)}\n$$`;
  return depth === 'numbers' ? `${block}\n\n${equation.left.text} = ${decimal(equation.value)}` : block;
}

/** An equation in any of the formats. */
export function render(equation: Equation, depth: Depth, format: Format): string {
  if (format === 'latex') return toLatex(equation, depth);
  return format === 'markdown' ? toMarkdown(equation, depth) : toText(equation, depth);
}

import katex from 'katex';
import { memo } from 'react';

/** KaTeX as MathML: the browser sets it, no inline styles, so the strict content security policy holds. */
function mathml(tex: string, display: boolean): string {
  return katex.renderToString(tex, { output: 'mathml', throwOnError: false, displayMode: display, strict: 'ignore' });
}

export interface TexProps {
  readonly tex: string;
  readonly display?: boolean;
  readonly className?: string;
}

/** One formula. */
export const Tex = memo(function Tex({ tex, display = false, className }: TexProps) {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: KaTeX escapes its input and emits MathML only.
  return <span className={className} dangerouslySetInnerHTML={{ __html: mathml(tex, display) }} />;
});

/**
 * Splits `a $x_1$ b` into text and formulas; one between `$$` is set as large as a displayed one. An odd `$` or `$$` is
 * plain text.
 */
export function splitTex(text: string): readonly { readonly tex: boolean; readonly text: string }[] {
  const parts = text.split(/(\$\$?)/);
  const signs = parts.filter((_, index) => index % 2 === 1);
  const paired = signs.length % 2 === 0 && signs.every((sign, index) => sign === signs[index - (index % 2)]);
  if (!paired) return [{ tex: false, text }];
  return parts
    .map((part, index) => {
      const tex = index % 4 === 2;
      return { tex, text: tex && part !== '' && parts[index - 1] === '$$' ? `\\displaystyle ${part}` : part };
    })
    .filter(({ text: part }, index) => index % 2 === 0 && part !== '');
}

/** A label that may hold TeX between `$`. */
export const RichLabel = memo(function RichLabel({ text, className }: { text: string; className?: string }) {
  return (
    <span className={className}>
      {splitTex(text).map((part, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never reorder.
        part.tex ? <Tex key={index} tex={part.text} /> : <span key={index}>{part.text}</span>,
      )}
    </span>
  );
});

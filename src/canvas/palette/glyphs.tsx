import type { ReactNode } from 'react';

/** Small drawings of the cards that the palette makes. */
export const GLYPHS: Readonly<Record<string, ReactNode>> = {
  part: (
    <>
      <rect x="4" y="5" width="18" height="16" rx="4" />
      <path d="M10 27h14a4 4 0 0 0 4-4V11M9 13h8" />
    </>
  ),
  note: (
    <>
      <path d="M7 5h13l6 6v16H7z" />
      <path d="M20 5v6h6M11 16h10M11 21h7" />
    </>
  ),
  input: (
    <>
      <rect x="3" y="9" width="20" height="14" rx="7" />
      <path d="M23 16h6" />
    </>
  ),
  neuron: (
    <>
      <circle cx="16" cy="16" r="8.5" />
      <path d="M2 16h5.5M24.5 16H30M11.5 19c4.5 0 4-6 9-6" />
    </>
  ),
  layer: (
    <>
      <circle cx="16" cy="7" r="3.6" />
      <circle cx="16" cy="16" r="3.6" />
      <circle cx="16" cy="25" r="3.6" />
      <path d="M3 16h9.4M19.6 16H29M3 16l9.8-8M3 16l9.8 8M29 16l-9.8-8M29 16l-9.8 8" />
    </>
  ),
  add: (
    <>
      <circle cx="16" cy="16" r="8.5" />
      <path d="M16 11.5v9M11.5 16h9" />
    </>
  ),
  multiply: (
    <>
      <circle cx="16" cy="16" r="8.5" />
      <path d="m12.8 12.8 6.4 6.4M19.2 12.8l-6.4 6.4" />
    </>
  ),
  concat: (
    <>
      <rect x="11" y="5" width="10" height="10" rx="2" />
      <rect x="11" y="17" width="10" height="10" rx="2" />
      <path d="M3 10h8M3 22h8M21 16h8" />
    </>
  ),
  loss: (
    <>
      <rect x="5" y="7" width="20" height="18" rx="4" />
      <path d="M9.5 20.5c3.5 0 3.5-9 5.5-9s2 9 5.5 9" />
    </>
  ),
};

/** The sign of a palette item. */
export function Glyph({ id }: { id: string }) {
  return (
    <svg
      width="32"
      height="32"
      viewBox="0 0 32 32"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {GLYPHS[id]}
    </svg>
  );
}

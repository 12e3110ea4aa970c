/**
 * The pictures of numbers that a surface keeps, whoever draws them: the one that is shown, the one that is being drawn
 * beside it, and a copy for lines on top.
 */
export interface Sheet {
  readonly width: number;
  readonly height: number;
}

export interface SheetMaker<S extends Sheet> {
  /** An empty one. */
  create(width: number, height: number): S;
  clear(sheet: S): void;
  copy(from: S, to: S): void;
  /** It is not needed any more. */
  remove(sheet: S): void;
}

export interface Sheets<S extends Sheet> {
  /** What is drawn without lines on top. */
  base(): S;
  /** What is to be seen: `base`, or its copy with lines on top. */
  shown(): S;
  /** Where a line is drawn; null when nothing was begun, or lifted. */
  target(onTop: boolean): S | null;
  begin(width: number, height: number): void;
  reveal(): void;
  finish(): void;
  lift(): void;
  flatten(): void;
}

/** The methods do what `LineSurface` says of those of the same name. */
export function createSheets<S extends Sheet>(maker: SheetMaker<S>): Sheets<S> {
  let base = maker.create(1, 1);
  let begun: S | null = null;
  /** One that nobody looks at, kept because most pictures have the size of the one before. */
  let spare: S | null = null;
  /** Kept when there is nothing on top, too. */
  let top: S | null = null;
  let lifted = false;

  const fits = (sheet: S | null, { width, height }: Sheet): sheet is S =>
    sheet?.width === width && sheet.height === height;

  function setAside(sheet: S): void {
    if (spare) maker.remove(spare);
    spare = sheet;
  }
  function reveal(): void {
    if (begun === null || begun === base) return;
    setAside(base);
    base = begun;
  }
  return {
    base: () => base,
    shown: () => (lifted && top ? top : base),
    target: (onTop) => (onTop ? top : begun),
    begin(width, height) {
      if (begun !== null && begun !== base) setAside(begun);
      if (fits(spare, { width, height })) {
        maker.clear(spare);
        begun = spare;
      } else {
        if (spare) maker.remove(spare);
        begun = maker.create(width, height);
      }
      spare = null;
    },
    reveal,
    finish() {
      reveal();
      begun = null;
    },
    lift() {
      if (!fits(top, base)) {
        if (top) maker.remove(top);
        top = maker.create(base.width, base.height);
      }
      maker.copy(base, top);
      lifted = true;
    },
    flatten() {
      lifted = false;
    },
  };
}

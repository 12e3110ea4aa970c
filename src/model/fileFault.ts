/** Why a file cannot be opened: a closed list. */
export type FileErrorCode =
  | 'tooLarge'
  | 'notJson'
  | 'notGradpath'
  | 'newer'
  | 'schema'
  | 'number'
  | 'shape'
  | 'duplicate'
  | 'unknownNode'
  | 'tie'
  | 'cycle';

/** A fault of a file; caught where the file is opened, never seen outside. */
export class FileFault extends Error {
  constructor(
    readonly code: FileErrorCode,
    /** The place, as FORMAT names it: `edges[3].weight`; empty for the whole file. */
    readonly at: string,
    what: string,
  ) {
    super(at === '' ? what : `${at}: ${what}`);
    this.name = 'FileFault';
  }
}

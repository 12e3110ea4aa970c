/**
 * Files of older versions, step by step. Migration n turns version n into n + 1; numbers have no gaps, and a migration is
 * never edited once it has shipped. Version 1 is the first, so there is none yet.
 */
export interface Migration {
  /** The version it starts from. */
  readonly from: number;
  readonly name: string;
  readonly migrate: (file: Readonly<Record<string, unknown>>) => Record<string, unknown>;
}

export const MIGRATIONS: readonly Migration[] = [];

/** Brings a file of `version` up to `to` with the given migrations. Throws when there is a gap. */
export function migrateFile(
  file: Readonly<Record<string, unknown>>,
  version: number,
  to: number,
  migrations: readonly Migration[] = MIGRATIONS,
): Record<string, unknown> {
  let now: Record<string, unknown> = { ...file };
  for (let at = version; at < to; at++) {
    const step = migrations.find(({ from }) => from === at);
    if (!step) throw new Error(`no migration from version ${at}`);
    now = { ...step.migrate(now), version: at + 1 };
  }
  return now;
}

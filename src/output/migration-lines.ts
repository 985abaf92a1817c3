import { basename } from 'node:path';

/** A migration as it's told: its file, and how long it took. */
export interface ToldMigration {
  readonly file: string;
  readonly milliseconds: number;
}

/** A line for each applied migration, and one that sums up. */
export function migrationLines(applied: readonly ToldMigration[]): readonly string[] {
  if (applied.length === 0) return ['Nothing is pending.'];
  const lines = applied.map(
    ({ file, milliseconds }) =>
      `${basename(file).padEnd(56)} ${String(milliseconds).padStart(6)} ms`,
  );
  return [...lines, `${applied.length} applied.`];
}

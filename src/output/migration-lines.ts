/** A migration as it's told: its file, and how long it took. */
export interface ToldMigration {
  readonly version: string | null;
  readonly description: string;
  readonly milliseconds: number;
}

/** A line for each applied migration, and one that sums up. */
export function migrationLines(applied: readonly ToldMigration[]): readonly string[] {
  if (applied.length === 0) return ['Nothing is pending.'];
  const lines = applied.map(({ version, description, milliseconds }) => {
    const name = version === null ? `R ${description}` : `V${version} ${description}`;
    return `${name.padEnd(44)} ${String(milliseconds).padStart(6)} ms`;
  });
  return [...lines, `${applied.length} applied.`];
}

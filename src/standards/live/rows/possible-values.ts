import type { Database } from '../../../db/connect.ts';

/** What a column may be given. */
export interface Choice {
  readonly name: string;
  /** SQL expressions of the row number `g`, the likeliest first. */
  readonly values: readonly string[];
}

/** Gives a session what `possibleChoices` asks; it goes with the session. */
export async function makeTrier(session: Pick<Database, 'none'>): Promise<void> {
  await session.none(TRIER);
}

/**
 * Leaves of each choice what its type and domain take, for the first rows at least. The server is
 * asked once, and tries each for itself: what it refuses is in no log.
 */
export async function possibleChoices(
  session: Pick<Database, 'any'>,
  choices: readonly Choice[],
): Promise<readonly Choice[]> {
  const all = choices.flatMap(({ values }) => values);
  const taken = await session.any<{ readonly is_taken: boolean }>(TRY, [all]);
  const possible = new Set(all.filter((_, index) => taken[index]?.is_taken === true));
  return choices.map(({ name, values }) => ({
    name,
    values: values.filter((value) => possible.has(value)),
  }));
}

/** False for what the server refuses; a lost server, or one without room, is no refusal. */
export function isRefusal(error: unknown): false {
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && /^(?!08|53|57|58|XX)[0-9A-Z]{5}$/.test(code)) return false;
  throw error;
}

const TRIER = `
create or replace function pg_temp.procwright_is_taken(p_value text) returns boolean
language plpgsql
as $trier$
begin
    execute 'select ' || p_value || ' from generate_series(1, 20) as g';
    return true;
exception when others then
    return false;
end
$trier$
`;

const TRY = `
select pg_temp.procwright_is_taken(v.value) as is_taken
from unnest($1::text[]) with ordinality as v (value, place)
order by v.place
`;

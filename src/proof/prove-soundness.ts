import type { Types } from '../catalog/routine.ts';
import { boundaryValues, jsonValueOf, seededRandom } from '../contract/boundary-values.ts';
import type { Schema } from '../contract/schema.ts';
import { typeSchema } from '../contract/type-schema.ts';
import { openValidators } from '../contract/validator.ts';
import type { Database } from '../db/connect.ts';
import type { TestCase } from '../output/part.ts';

/** What is asked, and how often. */
export interface SoundnessOptions {
  readonly types: Types;
  /** Keys of `types`. */
  readonly names: readonly string[];
  /** Values of each. */
  readonly count: number;
  readonly seed: number;
  /** What is held against the database: the schema of the contract, but for a negative control. */
  readonly schemaOf?: (name: string) => Schema;
}

/**
 * Asks the database about many values of each type: the schema must never refuse what it takes. A
 * type of which it takes none proves nothing, and fails.
 *
 * @param db - A pool whose login may make a temporary function and cast to the types.
 */
export async function proveSoundness(
  db: Database,
  {
    types,
    names,
    count,
    seed,
    schemaOf = (name) => typeSchema(types, name, 'in'),
  }: SoundnessOptions,
): Promise<readonly TestCase[]> {
  const cases: TestCase[] = [];
  for (const name of names) {
    const draw = boundaryValues(types, name, seededRandom(seed));
    const values = different(draw, count);
    const taken = await takenOf(db, types[name]?.sql ?? name, values);
    const validate = openValidators().compile(schemaOf(name));
    const wrong = taken.filter((text) => !validate(jsonValueOf(types, name, text)));
    cases.push(caseOf(`${name}: ${checksOf(types, name)}`, { values, taken, wrong }));
  }
  return cases;
}

/** So many values, none twice; fewer where there are no more to be had. */
function different(draw: () => string, count: number): readonly string[] {
  const values = new Set<string>();
  for (let i = 0; values.size < count && i < count * 30; i++) values.add(draw());
  return [...values];
}

const checksOf = (types: Types, name: string): string =>
  (types[name]?.checks ?? []).map(({ definition }) => definition).join(' ');

interface Found {
  readonly values: readonly string[];
  readonly taken: readonly string[];
  readonly wrong: readonly string[];
}

function caseOf(what: string, { values, taken, wrong }: Found): TestCase {
  const name = `${what}: ${values.length} values, ${taken.length} taken`;
  if (taken.length === 0)
    return { name, verdict: 'failed', says: 'None is taken: it says nothing.' };
  if (wrong.length === 0) return { name, verdict: 'passed' };
  const some = wrong.slice(0, 5).map((text) => JSON.stringify(text));
  const says = `The schema refuses ${wrong.length} that the database takes: ${some.join(', ')}`;
  return { name, verdict: 'failed', says };
}

/** How many values one statement judges. */
const AT_ONCE = 1_000;

/** Those values that a cast takes and gives back as they were. */
async function takenOf(
  db: Database,
  type: string,
  values: readonly string[],
): Promise<readonly string[]> {
  return db.task(async (session) => {
    await session.none(MAKE_TAKES);
    const taken: string[] = [];
    for (let from = 0; from < values.length; from += AT_ONCE) {
      const some = values.slice(from, from + AT_ONCE);
      const rows = await session.any<{ readonly taken: boolean }>(JUDGE, [some, type]);
      taken.push(...some.filter((_value, i) => rows[i]?.taken));
    }
    return taken;
  });
}

/** A value that comes back as another was cut or rounded: it was not taken. */
const MAKE_TAKES = `
create or replace function pg_temp.takes(p_value text, p_type text)
returns boolean
language plpgsql
as $body$
declare
    v_back text;
begin
    execute format('select (%L::%s)::text', p_value, p_type) into v_back;
    return v_back = p_value
        or p_value ~ '^-?[0-9]+(\\.[0-9]+)?$' and v_back::numeric = p_value::numeric;
exception
    when data_exception or check_violation or numeric_value_out_of_range then
        return false;
end;
$body$
`;

const JUDGE = `
select pg_temp.takes(given.value, $2) as taken
from unnest($1::text[]) with ordinality as given (value, place)
order by given.place
`;

import {
  type Argument,
  bottomOf,
  type Column,
  type Routine,
  type Types,
} from '../../catalog/routine.ts';
import { type Call, isBare, quoted, type StatementMaker, statementsOf } from '../lane/statement.ts';

/** The two statements of a routine whose answers are kept. */
export interface KeyedStatements {
  /** Opens the request, calls the routine if it's the first, keeps the answer. */
  readonly callOnce: StatementMaker;
  /** Keeps the refusal that the routine raised: it takes what the client gave, no context. */
  readonly keepRefusal: StatementMaker;
  /** What a client may give. */
  readonly clientArgs: readonly Argument[];
}

/** The actor, the key, and as JSON the shape or the refusal: they come before the arguments. */
export const OWN_PARAMETERS = 3;

/**
 * Makes the statements of a routine.
 *
 * One statement is one transaction: the answer is kept with its effect, in one round trip. No
 * subtransaction catches what the routine raises. It undoes the statement, which leaves nothing; so
 * the refusal is kept by a second one, before it is told.
 */
export function keyedStatements(routine: Routine, types: Types): KeyedStatements {
  const own = OWN_PARAMETERS;
  return {
    callOnce: statementsOf(routine, types, {
      letter: 'k',
      own,
      write: (call) => callOnce(routine, types, call),
    }),
    clientArgs: routine.args,
    keepRefusal: statementsOf(routine, types, {
      letter: 'n',
      own,
      write: (call) => keepRefusal(routine, call),
    }),
  };
}

/**
 * The call hangs on what open_request said: `offset 0` keeps it in a subquery of its own, and the
 * condition, which looks at no column of the call, is judged before it.
 */
function callOnce(routine: Routine, types: Types, call: Call): string {
  const { columns } = routine;
  const names = isBare(routine) ? ` (${quoted(routine.name)})` : '';
  const line = columns.length === 0 ? `''` : columns.map((one) => textOf(one, types)).join(', ');
  return `
with opened as materialized (
    select state, content_hash, shape, lines, refusal
    from procwright.open_request($1, $2, ${contentOf(routine, call)})
),
called as materialized (
    select call.line
    from opened
    cross join lateral (
        select array[${line}] as line
        from ${call.sql} as r${names}
        where opened.state = 'first'
        offset 0
    ) as call
)
select
    state,
    case state
        when 'first' then procwright.keep_answer(
            $1, $2, content_hash, $3::jsonb, (select array_agg(line) from called)
        )
        else lines
    end as lines,
    coalesce(shape, $3::jsonb) as shape,
    refusal
from opened`;
}

function keepRefusal(routine: Routine, call: Call): string {
  return `
select state, lines, shape, refusal
from procwright.keep_refusal($1, $2, ${contentOf(routine, call)}, $3::jsonb)`;
}

/**
 * What the request asks for: the routine and the arguments that the client gives, as the database
 * writes them. So 1.0 and 1.00 are two numerics, and one uuid is one, however it is spelt.
 */
function contentOf({ schema, name, args }: Routine, { values }: Call): string {
  const given = values
    .filter(({ argument }) => args.includes(argument))
    .toSorted((a, b) => (a.argument.name < b.argument.name ? -1 : 1))
    .map(({ argument, sql }) => `${literal(argument.name)}, ${sql}::text`);
  return `array[${[literal(`${schema}.${name}`), ...given].join(', ')}]`;
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * A value as the driver would get it: for most types a cast to text gives that. For some there is a
 * cast of their own, which writes something else; their own text is never empty.
 *
 * Where the routine was replaced, and its column has a type that writes another text, coalesce can
 * not be parsed: nothing has run.
 */
function textOf({ name, type }: Column, types: Types): string {
  const { schema, name: base, sql } = bottomOf(types, type);
  const value = `coalesce(r.${quoted(name)}, null::${sql})`;
  const isOdd = schema === 'pg_catalog' && OWN_CAST.has(base);
  return isOdd ? `nullif(format('%s', ${value}), '')` : `${value}::text`;
}

const OWN_CAST = new Set(['bool', 'bpchar', 'char', 'cidr', 'inet']);

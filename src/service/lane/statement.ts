import { createHash } from 'node:crypto';

import { type Argument, type Routine, typeOf, type Types } from '../../catalog/routine.ts';

/** A call of a routine with some of its arguments. */
export interface Statement {
  /** Undefined when it isn't kept prepared. */
  readonly name: string | undefined;
  readonly text: string;
}

/** Makes the statement for the arguments that are given, in that order. */
export type StatementMaker = (given: readonly Argument[]) => Statement;

/** How a call stands in its statement. */
export interface Wording {
  /** What the names of its statements begin with: one letter each wording. */
  readonly letter: string;
  /** How many parameters of its own come before those of the call. */
  readonly own: number;
  readonly write: (call: Call) => string;
}

/** A call as SQL. */
export interface Call {
  /** `"app"."post_item"("p_item_id" => $1::uuid)` */
  readonly sql: string;
  /** The arguments that are given, each with its value: `$1::uuid`. */
  readonly values: readonly { readonly argument: Argument; readonly sql: string }[];
}

/** Each set of given arguments is a statement of its own; past these they are parsed each time. */
const MOST_PREPARED = 32;

/**
 * The statements of one routine: one call by names, nothing around it. An argument that is left out
 * is left out of the call, so that the routine's own default holds; null is passed.
 *
 * The columns are asked for by name: where the routine was replaced by one that lacks some, the
 * statement can't be parsed, so nothing has run. With `r.*` a writing routine would have had its
 * effect before anybody saw that its columns are others. A column that came on top is not sent
 * before the contract is read anew. A cast to the type of the contract would do the same for types,
 * but it rounds: what comes of other types is refused in `write-answer.ts`.
 *
 * The name has a hash of signature and result in it: a prepared statement whose result changed
 * fails for ever (0A000), and a new name heals that on every connection.
 */
export function statementsOf(
  routine: Routine,
  types: Types,
  { letter, own, write }: Wording = plainWording(routine),
): StatementMaker {
  const { schema, name, signature, args, context, columns } = routine;
  const all = [...args, ...context];
  const hash = createHash('sha256')
    .update(JSON.stringify([signature, all.map(({ type }) => type), columns]))
    .digest('base64url')
    .slice(0, 12);
  const made = new Map<string, Statement>();

  return (given) => {
    const key = maskOf(all, given);
    const known = made.get(key);
    if (known) return known;
    const values = given.map((argument, i) => ({
      argument,
      sql: `$${own + i + 1}::${typeOf(types, argument.type).sql}`,
    }));
    const list = values.map(({ argument, sql }) => `${quoted(argument.name)} => ${sql}`);
    const sql = `${quoted(schema)}.${quoted(name)}(${list.join(', ')})`;
    const text = write({ sql, values });
    if (made.size >= MOST_PREPARED) return { name: undefined, text };
    const statement = { name: `${letter}${hash}:${key}`, text };
    made.set(key, statement);
    return statement;
  };
}

/**
 * Which of the arguments are given, a bit each, in digits to the base of 36. A double holds as many
 * bits as a routine has arguments, but for the longest.
 */
function maskOf(all: readonly Argument[], given: readonly Argument[]): string {
  if (all.length > 52) {
    const bits = all.map((arg, i) => (given.includes(arg) ? 1n << BigInt(i) : 0n));
    return bits.reduce((sum, bit) => sum + bit, 0n).toString(36);
  }
  let mask = 0;
  for (let i = 0; i < all.length; i++) {
    const argument = all[i];
    if (argument !== undefined && given.includes(argument)) mask += 2 ** i;
  }
  return mask.toString(36);
}

/** A bare value is a column that the call's alias names. */
export const isBare = ({ name, columns }: Routine): boolean =>
  columns.length === 1 && columns[0]?.name === name;

function plainWording(routine: Routine): Wording {
  const alias = isBare(routine) ? quoted(routine.name) : 'r';
  const answer = answerOf(routine);
  return { letter: 'f', own: 0, write: ({ sql }) => `select ${answer} from ${sql} as ${alias}` };
}

function answerOf(routine: Routine): string {
  const { columns } = routine;
  if (columns.length === 0) return 'r.*'; // void is a column to the driver
  return columns
    .map(({ name }) => (isBare(routine) ? quoted(name) : `r.${quoted(name)}`))
    .join(', ');
}

/** A name as SQL has it, whatever is in it. */
export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

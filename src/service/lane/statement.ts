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
export function statementsOf(routine: Routine, types: Types): StatementMaker {
  const { schema, name, signature, args, context, columns } = routine;
  const all = [...args, ...context];
  const hash = createHash('sha256')
    .update(JSON.stringify([signature, all.map(({ type }) => type), columns]))
    .digest('base64url')
    .slice(0, 12);
  const made = new Map<string, Statement>();
  const alias = isBare(routine) ? quoted(name) : 'r';
  const answer = answerOf(routine);

  return (given) => {
    const key = maskOf(all, given);
    const known = made.get(key);
    if (known) return known;
    const list = given.map(
      (arg, i) => `${quoted(arg.name)} => $${i + 1}::${typeOf(types, arg.type).sql}`,
    );
    const call = `${quoted(schema)}.${quoted(name)}(${list.join(', ')})`;
    const text = `select ${answer} from ${call} as ${alias}`;
    if (made.size >= MOST_PREPARED) return { name: undefined, text };
    const statement = { name: `f${hash}:${key}`, text };
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
const isBare = ({ name, columns }: Routine): boolean =>
  columns.length === 1 && columns[0]?.name === name;

function answerOf(routine: Routine): string {
  const { columns } = routine;
  if (columns.length === 0) return 'r.*'; // void is a column to the driver
  return columns
    .map(({ name }) => (isBare(routine) ? quoted(name) : `r.${quoted(name)}`))
    .join(', ');
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

import { Problem, problem } from '../answer/problem.ts';
import { raisedRefusal } from '../answer/raised-refusal.ts';
import { readArray } from '../answer/pg-literal.ts';
import { readRefusal, type Refusal, refusalProblem } from '../answer/refusal-problem.ts';
import type { Row } from '../answer/row-serializer.ts';
import type { Told } from '../lane/ask.ts';
import type { Statement } from '../lane/statement.ts';
import type { Argument } from '../../catalog/routine.ts';
import type { Keyed } from '../contract/served.ts';
import { type CompiledShape, type Kept, openShapes } from './answer-shape.ts';
import { readRequestKey } from './request-key.ts';

/** Sends a statement over the lane of the request, inside its deadline. */
export type Send = (statement: Statement, values: readonly (string | null)[]) => Promise<Told>;

/** One request with a key. */
export interface KeyedCall {
  readonly actor: string;
  readonly keyed: Keyed;
  /** The field Idempotency-Key, as it came. */
  readonly field: string | undefined;
  readonly args: readonly Argument[];
  readonly values: readonly (string | null)[];
  readonly send: Send;
}

/**
 * Calls routines at most once for a key, and answers as the first time ever after: rows, and
 * refusals of class 0 to 4, returned or raised. What may be over in a moment is not kept.
 *
 * @throws {Problem} The refusal; 400 for a key that is none; 409 while another request with the key
 * is at work; 422 for other content.
 */
export function openKeyed(): (call: KeyedCall) => Promise<Kept> {
  const readShape = openShapes();
  return async ({ actor, keyed, field, args, values, send }) => {
    const request = [actor, readRequestKey(field)] as const;
    const told = await send(keyed.callOnce(args), [...request, keyed.shape, ...values]).catch(
      (error: unknown) => {
        const refusal = raisedRefusal(error);
        if (!refusal || isHarness(refusal)) throw error;
        const isClients = (arg: Argument | undefined) => arg && keyed.clientArgs.includes(arg);
        const given = values.filter((_, i) => isClients(args[i]));
        const statement = keyed.keepRefusal(args.filter(isClients));
        return send(statement, [...request, JSON.stringify(refusal), ...given]);
      },
    );
    return readKept(told, readShape);
  };
}

/** A refusal of the harness's own routines says nothing of the request. */
const isHarness = ({ code }: Refusal): boolean => code.startsWith('PR');

function readKept({ rows }: Told, readShape: (text: string) => CompiledShape): Kept {
  const [state, lines, shape, refusal] = rows[0] ?? [];
  if (state === 'in use') throw problem('idempotency-key-in-use');
  if (state === 'other content') throw problem('idempotency-key-reused');
  const isReplayed = state === 'replayed';
  const refused = readRefusal(refusal ?? null);
  if (refused) throw markReplayed(refusalProblem(refused), isReplayed);
  if (typeof shape !== 'string') throw new Error('An answer was kept without a shape.');
  return { rows: rowsIn(lines ?? null), shape: readShape(shape), isReplayed };
}

function markReplayed(found: Problem, isReplayed: boolean): Problem {
  const { details } = found;
  if (!isReplayed) return found;
  return new Problem(found, {
    ...details,
    headers: { ...details.headers, [REPLAYED[0]]: REPLAYED[1] },
  });
}

/** Says that the answer is that of an earlier request. */
export const REPLAYED = ['Idempotent-Replayed', 'true'] as const;

/** Rows of a two-dimensional array. */
function rowsIn(text: string | null): readonly Row[] {
  if (text === null) return [];
  return readArray(text).map((row) => {
    if (row === null || typeof row === 'string') throw new Error('A kept row is no row.');
    return row.map((value) => (typeof value === 'object' && value !== null ? null : value));
  });
}

import { type Argument, keyOf, type Routine, type Types, typeOf } from '../../catalog/routine.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import { TurnedAway } from '../lane/turned-away.ts';
import { withoutStack } from '../lane/without-stack.ts';
import { OutcomeUnknown } from '../lane/outcome-unknown.ts';
import { type FieldFault, type Problem, problem, type ProblemDetails } from './problem.ts';
import type { ProblemCode } from './problem-register.ts';
import { raisedRefusal } from './raised-refusal.ts';
import { refusalProblem } from './refusal-problem.ts';
import { codeOfState } from './state-register.ts';

/** The call that failed. */
export interface FailedCall {
  readonly routine: Routine;
  readonly types: Types;
  /** The arguments in the order of the statement's parameters. */
  readonly given: readonly Argument[];
  /** How many parameters of the statement come before them; none where it isn't said. */
  readonly own?: number;
}

/** What the database says of a fault; none of it goes out but a refusal that a routine makes. */
export interface DatabaseFault {
  readonly message: string;
  readonly detail?: string | undefined;
  readonly constraint?: string | undefined;
  /** The column, where null was put in one that takes none. */
  readonly column?: string | undefined;
  /** The domain, when a domain's check was broken. */
  readonly dataType?: string | undefined;
  /** The call stack inside the database, or the parameter that could not be read. */
  readonly where?: string | undefined;
}

/** What failed in the database, or on the way there, as the problem that the client is told. */
export function databaseProblem(error: unknown, call?: FailedCall): Problem {
  if (error instanceof TurnedAway) return turnedAway(error);
  if (error instanceof OutcomeUnknown) return problem('outcome-unknown', { cause: error });
  const refusal = raisedRefusal(error);
  if (refusal) return refusalProblem(refusal, error);
  const state = sqlState(error);
  const fault: DatabaseFault = error instanceof Error ? error : { message: '' };
  if (state === '23514' && fault.dataType !== undefined) {
    return problem('value-invalid', { errors: fieldsAtFault(fault, call), cause: error });
  }
  const code = isDisconnected(error) ? awayCode(state) : codeOf(state, fault);
  return problem(code, { ...detailsOf(code, fault, call), cause: error });
}

/** What a client can be told of the fault: the fields it concerns, or the limit that was passed. */
function detailsOf(code: ProblemCode, fault: DatabaseFault, call?: FailedCall): ProblemDetails {
  if (code === 'value-invalid') return { errors: fieldsAtFault(fault, call) };
  if (code === 'conflict') return { errors: fieldsInConflict(fault, call) };
  const timeoutMs = call?.routine.contract.route?.timeoutMs;
  if (code !== 'too-slow' || timeoutMs === undefined) return {};
  return { members: { timeout_ms: timeoutMs } };
}

const awayCode = (state: string): ProblemCode =>
  codeOfState(state) === 'outcome-unknown' ? 'outcome-unknown' : 'database-away';

function turnedAway(error: TurnedAway): Problem {
  if (error.reason === 'stopping') return problem('stopping', { cause: error });
  const headers = { 'Retry-After': String(error.retryAfterSeconds) };
  return withoutStack(() => problem('at-limit', { cause: error, headers }));
}

/** A state of the call itself is a changed contract; deep inside a routine it is a bug there. */
function codeOf(state: string, { where }: DatabaseFault): ProblemCode {
  const code = codeOfState(state);
  const isInside = where !== undefined && where !== '' && parameterIn(where) === undefined;
  return code === 'contract-changing' && isInside ? 'internal' : code;
}

/** The number of the parameter that could not be read, from 1. */
function parameterIn(where: string): number | undefined {
  const [, number] = /parameter \$(\d+)/.exec(where) ?? [];
  return number === undefined ? undefined : Number(number);
}

/** The argument that the database names by its number, else each one that has the broken check. */
function fieldsAtFault(fault: DatabaseFault, call?: FailedCall): readonly FieldFault[] {
  if (!call) return [];
  const number = parameterIn(fault.where ?? '');
  const named = number === undefined ? undefined : call.given[number - 1 - (call.own ?? 0)];
  const args = named
    ? [named]
    : call.given.filter(({ type }) => hasCheck(call.types, type, fault.constraint));
  const isClients = (arg: Argument) => call.routine.args.includes(arg);
  const detail =
    fault.constraint === undefined
      ? 'The database cannot read the value.'
      : `The value breaks the rule ${fault.constraint}.`;
  return args
    .filter(isClients)
    .map((arg) => ({ pointer: `#/${keyOf(arg)}`, code: fault.constraint ?? 'unreadable', detail }));
}

/**
 * The arguments whose values met others that are stored: those that are called as the columns of
 * the broken key. The detail says the columns in any language: `Key (a, b)=(1, 2) …`.
 */
function fieldsInConflict(fault: DatabaseFault, call?: FailedCall): readonly FieldFault[] {
  const [, list = ''] = /\(([^()]+)\)=\(/.exec(fault.detail ?? '') ?? [];
  const columns = fault.column === undefined ? list.split(', ') : [fault.column];
  const detail = 'It does not go together with what is stored.';
  return (call?.given ?? [])
    .filter((arg) => call?.routine.args.includes(arg) && columns.includes(keyOf(arg)))
    .map((arg) => ({ pointer: `#/${keyOf(arg)}`, code: 'conflict', detail }));
}

/** True for a domain that has the check, or rests on one that has it. */
function hasCheck(types: Types, type: string, constraint: string | undefined): boolean {
  const { checks, base } = typeOf(types, type);
  if (checks.some(({ name }) => name === constraint)) return true;
  return base !== null && hasCheck(types, base, constraint);
}

import type { CreateFunctionStmt, Node } from 'libpg-query';

import type { Statement } from '../statement.ts';
import { dottedName, nameParts, typeName } from './names.ts';

/** An argument or result column of a routine. */
export interface RoutineArgument {
  /** Null where it has none. */
  readonly name: string | null;
  /** As `typeName` says it. */
  readonly type: string;
  readonly mode: 'in' | 'out' | 'inout' | 'variadic' | 'table';
  readonly location: number | undefined;
}

/** What a statement says of the routine that it makes. */
export interface Routine {
  /** `schema.name`, or the bare name. */
  readonly name: string;
  readonly schema: string | null;
  readonly language: string;
  /** Null where no word says it. */
  readonly volatility: string | null;
  readonly parallel: string | null;
  readonly isDefiner: boolean;
  readonly isProcedure: boolean;
  /** Whether it returns `trigger` or `event_trigger`. */
  readonly isTrigger: boolean;
  /** Whether it ends with the session: it stands in pg_temp. */
  readonly isTemporary: boolean;
  readonly arguments: readonly RoutineArgument[];
  /** As `typeName` says it; null for a procedure, or where OUT arguments say it. */
  readonly returns: string | null;
  /** Where a clause stands: `security`, `volatility`, `parallel`, `language`. */
  readonly locationOf: (clause: string) => number | undefined;
}

/** The routine that a statement makes; null where it makes none. */
export function routineOf({ node }: Statement): Routine | null {
  if (!('CreateFunctionStmt' in node)) return null;
  const known = read.get(node.CreateFunctionStmt);
  if (known !== undefined) return known;
  const routine = readRoutine(node.CreateFunctionStmt);
  read.set(node.CreateFunctionStmt, routine);
  return routine;
}

/** A dozen rules ask for it. */
const read = new WeakMap<CreateFunctionStmt, Routine>();

function readRoutine(made: CreateFunctionStmt): Routine {
  const { funcname, parameters, returnType, options = [], is_procedure } = made;
  const clauses = options.flatMap((option) => ('DefElem' in option ? [option.DefElem] : []));
  const clause = (name: string) => clauses.find(({ defname }) => defname === name);
  const returns = returnType === undefined ? null : typeName(returnType);
  const [schema] = nameParts(funcname).slice(0, -1);
  return {
    name: dottedName(funcname),
    schema: schema ?? null,
    language: (textOf(clause('language')?.arg) ?? 'sql').toLowerCase(),
    volatility: textOf(clause('volatility')?.arg) ?? null,
    parallel: textOf(clause('parallel')?.arg)?.toLowerCase() ?? null,
    isDefiner: isTrue(clause('security')?.arg),
    isProcedure: is_procedure === true,
    isTrigger: returns === 'trigger' || returns === 'event_trigger',
    isTemporary: schema === 'pg_temp',
    arguments: argumentsOf(parameters),
    returns,
    locationOf: (name) => clause(name)?.location,
  };
}

function argumentsOf(parameters: readonly Node[] = []): readonly RoutineArgument[] {
  return parameters.flatMap((parameter) => {
    if (!('FunctionParameter' in parameter)) return [];
    const { name, argType, mode, location } = parameter.FunctionParameter;
    return [
      {
        name: name === undefined || name === '' ? null : name,
        type: typeName(argType),
        mode: MODES[mode ?? ''] ?? 'in',
        location,
      },
    ];
  });
}

const MODES: Readonly<Record<string, RoutineArgument['mode']>> = {
  FUNC_PARAM_OUT: 'out',
  FUNC_PARAM_INOUT: 'inout',
  FUNC_PARAM_VARIADIC: 'variadic',
  FUNC_PARAM_TABLE: 'table',
};

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && 'String' in node ? node.String.sval : undefined;
}

function isTrue(node: Node | undefined): boolean {
  return node !== undefined && 'Boolean' in node && node.Boolean.boolval === true;
}

import type { ProblemCode } from './problem-register.ts';

/** What a client is told of a fault that the database reports. */
export interface StateEntry {
  readonly code: ProblemCode;
  /** Why this one, for the table in the docs. */
  readonly why: string;
}

/** A class of states, by its first two characters. */
export interface ClassEntry extends StateEntry {
  /** As the manual of PostgreSQL calls it: appendix A. */
  readonly name: string;
}

const entry = (name: string, code: ProblemCode, why: string): ClassEntry => ({ name, code, why });

const BUG = 'no request can cause it but through a fault in a routine';
const NO_ERROR = 'it is no error, so nobody should raise it';

/** Every class of PostgreSQL 15 to 18; one that is not here is `internal`. */
export const CLASSES: Readonly<Record<string, ClassEntry>> = {
  '00': entry('Successful Completion', 'internal', NO_ERROR),
  '01': entry('Warning', 'internal', NO_ERROR),
  '02': entry('No Data', 'internal', NO_ERROR),
  '03': entry('SQL Statement Not Yet Complete', 'internal', BUG),
  '08': entry('Connection Exception', 'database-away', 'the connection broke or was not made'),
  '09': entry('Triggered Action Exception', 'internal', BUG),
  '0A': entry('Feature Not Supported', 'internal', BUG),
  '0B': entry('Invalid Transaction Initiation', 'internal', BUG),
  '0F': entry('Locator Exception', 'internal', BUG),
  '0L': entry('Invalid Grantor', 'internal', BUG),
  '0P': entry('Invalid Role Specification', 'internal', BUG),
  '0Z': entry('Diagnostics Exception', 'internal', BUG),
  '10': entry('XQuery Error', 'internal', BUG),
  '20': entry('Case Not Found', 'internal', BUG),
  '21': entry('Cardinality Violation', 'internal', BUG),
  '22': entry('Data Exception', 'value-invalid', 'a value has no meaning where it stands'),
  '23': entry('Integrity Constraint Violation', 'conflict', 'the routine should have refused it'),
  '24': entry('Invalid Cursor State', 'internal', BUG),
  '25': entry('Invalid Transaction State', 'internal', BUG),
  '26': entry('Invalid SQL Statement Name', 'internal', BUG),
  '27': entry('Triggered Data Change Violation', 'internal', BUG),
  '28': entry('Invalid Authorization Specification', 'database-away', 'the login is refused'),
  '2B': entry('Dependent Privilege Descriptors Still Exist', 'internal', BUG),
  '2D': entry('Invalid Transaction Termination', 'internal', BUG),
  '2F': entry('SQL Routine Exception', 'internal', BUG),
  '34': entry('Invalid Cursor Name', 'internal', BUG),
  '38': entry('External Routine Exception', 'internal', BUG),
  '39': entry('External Routine Invocation Exception', 'internal', BUG),
  '3B': entry('Savepoint Exception', 'internal', BUG),
  '3D': entry('Invalid Catalog Name', 'database-away', 'the database is not there'),
  '3F': entry('Invalid Schema Name', 'internal', BUG),
  '40': entry('Transaction Rollback', 'in-use', 'it gave way to another transaction'),
  '42': entry('Syntax Error or Access Rule Violation', 'internal', BUG),
  '44': entry('WITH CHECK OPTION Violation', 'conflict', 'the routine should have refused it'),
  '53': entry('Insufficient Resources', 'database-full', 'disk, memory or connections are used up'),
  '54': entry('Program Limit Exceeded', 'internal', BUG),
  '55': entry('Object Not In Prerequisite State', 'internal', BUG),
  '57': entry('Operator Intervention', 'database-away', 'the server stops, or ended the session'),
  '58': entry('System Error', 'internal', 'the disk or the system below failed'),
  '72': entry('Snapshot Failure', 'internal', BUG),
  F0: entry('Configuration File Error', 'internal', 'the operator has to mend it'),
  HV: entry('Foreign Data Wrapper Error', 'internal', BUG),
  P0: entry('PL/pgSQL Error', 'internal', 'a raise without a registered code is a fault'),
  XX: entry('Internal Error', 'internal', 'the database found itself damaged'),
};

const MOVED = 'a call that does not fit the routine any more; inside a routine it is internal';

/** States that stand out of their class. */
export const STATES: Readonly<Record<string, StateEntry>> = {
  '08007': { code: 'outcome-unknown', why: 'nobody can say whether it was committed' },
  '0A000': { code: 'contract-changing', why: MOVED },
  '26000': { code: 'contract-changing', why: MOVED },
  '3F000': { code: 'contract-changing', why: MOVED },
  '40002': { code: 'conflict', why: 'a deferred constraint was broken at the commit' },
  '40003': { code: 'outcome-unknown', why: 'nobody can say whether it was committed' },
  '42501': { code: 'access-denied', why: 'the login of the lane lacks a grant' },
  '42703': { code: 'contract-changing', why: MOVED },
  '42704': { code: 'contract-changing', why: MOVED },
  '42725': { code: 'contract-changing', why: MOVED },
  '42804': { code: 'contract-changing', why: MOVED },
  '42809': { code: 'contract-changing', why: MOVED },
  '42846': { code: 'contract-changing', why: MOVED },
  '42883': { code: 'contract-changing', why: MOVED },
  '42P01': { code: 'contract-changing', why: MOVED },
  '55P03': { code: 'in-use', why: 'it would have had to wait for a lock' },
  '57014': { code: 'too-slow', why: 'it was cancelled at its deadline' },
};

/** The problem that a state stands for, by itself or by its class. */
export function codeOfState(state: string): ProblemCode {
  return STATES[state]?.code ?? CLASSES[state.slice(0, 2)]?.code ?? 'internal';
}

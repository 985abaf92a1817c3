import type { Statement } from '../../statement.ts';
import type { ReadFile } from '../../read-file.ts';
import { createWorld } from './effects.ts';
import { SILENT } from './install-tracer.ts';
import type { Dropped, Failure, Session } from './session.ts';
import type { RelationState, Snapshot } from './snapshot.ts';
import { type Step, stepsOf } from './step.ts';

/** What a file did on a clone. */
export interface FileRun {
  readonly isTransactional: boolean;
  /** The relations that were there before, by oid. */
  readonly old: ReadonlyMap<string, RelationState>;
  readonly first: Snapshot;
  readonly steps: readonly Step[];
  /** Routines (`app.f(bigint)`) and constraints (`c on app.t`) dropped, and there at the end. */
  readonly remade: ReadonlySet<string>;
  /** The statement that did not run, though rows that stood in its way were taken away. */
  readonly failure: { readonly top: Statement; readonly failure: Failure } | null;
  /** Statements that the rows of a table contradicted: it was emptied, and they ran again. */
  readonly refuted: readonly { readonly top: Statement; readonly failure: Failure }[];
}

/** The statements at the top of a file, in their order. */
export const topStatements = ({ statements }: ReadFile): readonly Statement[] =>
  statements.filter(({ placement, outer }) => placement === 'top' && outer === null);

/** The server refuses a command inside a transaction, or a COMMIT inside a block. */
export const needsNoTransaction = ({ code }: Failure): boolean =>
  code === '25001' || code === '2D000';

/**
 * Runs a file in one transaction, and takes it back unless it shall stay.
 *
 * @param stays - Asked of a run without a failure.
 */
export async function runInTransaction(
  session: Session,
  file: ReadFile,
  stays: (run: FileRun) => boolean,
): Promise<FileRun> {
  await must(session, 'begin');
  try {
    const run = await runAll(session, file, true);
    if (run.failure === null && stays(run)) await must(session, 'commit');
    return run;
  } finally {
    await session.run('rollback');
  }
}

/** Runs a file once more in one transaction, as quickly as without a tracer: nothing is heard. */
export async function replay(session: Session, file: ReadFile, stays: boolean): Promise<void> {
  await must(session, `set ${SILENT}`);
  await must(session, 'begin');
  try {
    for (const top of topStatements(file)) {
      if ('TransactionStmt' in top.node) continue;
      const failure = await runOne(session, top, true, () => Promise.resolve());
      if (failure !== null) return;
    }
    if (stays) await must(session, 'commit');
  } finally {
    await session.run('rollback');
  }
}

/** Runs a file statement by statement, as it stands: the database is changed. */
export async function runInTheOpen(session: Session, file: ReadFile): Promise<FileRun> {
  return runAll(session, file, false);
}

/** @throws When a statement of the tracer itself fails. */
export async function must(session: Session, sql: string): Promise<void> {
  const failure = await session.run(sql);
  if (failure !== null) throw new Error(`${sql}: ${failure.message}`);
}

async function runAll(
  session: Session,
  file: ReadFile,
  isTransactional: boolean,
): Promise<FileRun> {
  const first = await session.snapshot(true);
  const world = createWorld(first);
  session.heard();
  const steps: Step[] = [];
  const refuted: { top: Statement; failure: Failure }[] = [];
  const base = {
    isTransactional,
    remade: new Set<string>(),
    first,
    old: new Map(first.relations.map((one) => [one.oid, one])),
    steps,
    refuted,
  };
  let last = isTransactional ? await session.snapshot(false) : null; // nothing happens in between
  for (const top of topStatements(file)) {
    if ('TransactionStmt' in top.node) continue; // PW535 tells it
    if (!isTransactional) world.reset(await session.snapshot(true));
    const before = last ?? (await session.snapshot(false));
    const failure = await runOne(session, top, isTransactional, async (why) => {
      refuted.push({ top, failure: why });
      session.heard();
      world.reset(await session.snapshot(true));
    });
    if (failure !== null) return { ...base, failure: { top, failure } };
    const messages = session.heard();
    const after = await session.snapshot(!isTransactional);
    if (isTransactional) last = after;
    steps.push(...stepsOf({ top, before, messages, after }, world));
  }
  return { ...base, remade: await remadeBy(session, steps), failure: null };
}

async function remadeBy(session: Session, steps: readonly Step[]): Promise<ReadonlySet<string>> {
  const isReplaced = (type: string) => ROUTINE.test(type) || / constraint$/.test(type);
  const dropped = steps.flatMap((step) => step.dropped).filter(({ type }) => isReplaced(type));
  if (dropped.length === 0) return new Set();
  const { routines, relations, domain_checks } = await session.snapshot(true);
  const tables = relations.flatMap(({ name: table, constraints }) =>
    Object.values(constraints).map(({ name }) => `${name} on ${table}`),
  );
  const there = new Set([...Object.values(routines), ...tables]);
  const checks = Object.values(domain_checks).map(({ name }) => `${name} on `);
  const isThere = ({ type, identity }: Dropped): boolean =>
    there.has(identity) ||
    (type === 'domain constraint' && checks.some((check) => identity.startsWith(check)));
  return new Set(dropped.filter(isThere).map(({ identity }) => identity));
}

/** What event triggers call a routine. */
export const ROUTINE = /^(function|procedure|aggregate)$/;

/** How many tables may stand in the way of one statement. */
const MOST_REFUTALS = 5;

/**
 * Runs a statement. Where rows of a table contradict it, that they were read is proven: the table
 * is emptied and the statement is run again, so that what comes after it is seen too.
 */
async function runOne(
  session: Session,
  top: Statement,
  isTransactional: boolean,
  onRefuted: (failure: Failure) => Promise<void>,
): Promise<Failure | null> {
  for (let refutals = 0; ; refutals += 1) {
    if (isTransactional) await must(session, 'savepoint procwright_trace');
    const failure = await session.run(top.text);
    if (failure === null) {
      if (isTransactional) await session.run('release savepoint procwright_trace');
      return null;
    }
    if (isTransactional) await must(session, 'rollback to savepoint procwright_trace');
    const isRows = failure.code.startsWith('23') && failure.table !== null;
    if (!isRows || refutals === MOST_REFUTALS) return failure;
    if (!(await emptied(session, failure.table))) return failure;
    await onRefuted(failure);
  }
}

/** Takes the rows of a table away, past triggers and foreign keys; the file's role comes back. */
async function emptied(session: Session, table: string): Promise<boolean> {
  const [schema = '', name = ''] = table.split('.');
  const quoted = [schema, name].map((part) => `"${part.replaceAll('"', '""')}"`).join('.');
  const failure = await session.run(`
do $empty$
declare
    v_role text := current_setting('role');
    v_mode text := current_setting('session_replication_role');
begin
    perform set_config('role', 'none', true);
    perform set_config('session_replication_role', 'replica', true);
    delete from ${quoted};
    perform set_config('session_replication_role', v_mode, true);
    perform set_config('role', v_role, true);
end
$empty$`);
  return failure === null;
}

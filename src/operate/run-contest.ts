import type { Cluster } from '../cluster/private-cluster.ts';
import { provisionLogins } from '../cluster/logins.ts';
import type { ProjectConfig } from '../config.ts';
import { withCloner } from '../scratch/clone.ts';
import { ensureTemplate } from '../scratch/template.ts';
import { refuseIfStopped } from '../in-parallel.ts';
import type { Contender, Contest, Size } from './contest.ts';
import { type Ground, type LoadedDatabase, settle, withDatabases } from './load-databases.ts';
import { requirePgbench } from './run-pgbench.ts';
import { requireDone, runScript } from './run-script.ts';
import { runTurn, type Turn } from './run-turn.ts';

/** How much is run, and who is told. */
export interface ContestOptions {
  readonly size: Size;
  readonly onLoad?: (name: string) => void;
  readonly onTurn?: (turn: Turn) => void;
  readonly signal?: AbortSignal;
}

/**
 * Lets the contenders take turns, round by round, so that what else the machine does meets all of
 * them. Each has new sessions in each turn: plans are made with the statistics of full tables.
 *
 * @throws {CommandFault} When a script or a call fails, or a check doesn't answer `t`.
 */
export async function runContest(
  config: ProjectConfig,
  cluster: Cluster,
  contest: Contest,
  { size, onLoad, onTurn, signal }: ContestOptions,
): Promise<readonly Turn[]> {
  requirePgbench(cluster);
  const { contenders } = contest;
  const template = await ensureTemplate(config, cluster);
  const logins = new Set(contenders.map(({ login }) => login).filter((one) => one !== 'superuser'));
  await provisionLogins(config, cluster, [...logins]);
  const wanted = contest.databases.filter(({ name }) =>
    contenders.some(({ database }) => database === name),
  );
  return withCloner(config, cluster, async (cloner) => {
    const ground = { config, cluster, cloner, template, onLoad, signal };
    return withDatabases(ground, wanted, async (loaded) => {
      const turns: Turn[] = [];
      for (let round = 1; round <= size.rounds; round += 1) {
        for (const contender of contenders) {
          refuseIfStopped(signal);
          const turn = await takeTurn(ground, { contender, loaded, round, size });
          turns.push(turn);
          onTurn?.(turn);
        }
      }
      for (const one of loaded.values()) if (!one.renew) await check(ground, one);
      return lessened(turns, contenders);
    });
  });
}

interface TurnToTake {
  readonly contender: Contender;
  readonly loaded: ReadonlyMap<string, LoadedDatabase>;
  readonly round: number;
  readonly size: Size;
}

async function takeTurn(
  ground: Ground,
  { contender, loaded, round, size }: TurnToTake,
): Promise<Turn> {
  const one = loaded.get(contender.database);
  if (one === undefined) throw new Error(`${contender.database} was not loaded.`);
  const clients = contender.clients ?? size.clients;
  const options = { clients, seconds: size.seconds, variables: one.variables };
  const take = (database: string) => runTurn({ ...ground, database }, contender, round, options);
  if (!one.renew) return take(one.database);
  return ground.cloner.withClone(one.database, async (database) => {
    await settle(ground, [database]);
    const turn = await take(database);
    await check(ground, { ...one, database });
    return turn;
  });
}

async function check(ground: Ground, { check: file, ...one }: LoadedDatabase): Promise<void> {
  if (file === null) return;
  const place = { ...ground, database: one.database };
  requireDone(file, await runScript(place, { file, variables: one.variables }));
}

/** Takes off what only the measuring needed, by the turn of the same round. */
export function lessened(
  turns: readonly Turn[],
  contenders: readonly Pick<Contender, 'name' | 'less'>[],
): readonly Turn[] {
  return turns.map((turn) => {
    const less = contenders.find(({ name }) => name === turn.contender)?.less ?? null;
    const other = turns.find((one) => one.contender === less && one.round === turn.round);
    return other === undefined ? turn : { ...turn, cpu: turn.cpu - other.cpu };
  });
}

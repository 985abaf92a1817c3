import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { provisionLogins } from '../../cluster/logins.ts';
import type { Cluster } from '../../cluster/private-cluster.ts';
import type { ProjectConfig } from '../../config.ts';
import { refuseIfStopped } from '../../in-parallel.ts';
import { withClone } from '../../scratch/clone.ts';
import { ensureTemplate } from '../../scratch/template.ts';
import { requireDone, runScript, type ScriptPlace } from '../run-script.ts';
import { readCall } from './call-template.ts';
import { type Child, startChild } from './child.ts';
import type { HttpContender, HttpContest, HttpSize } from './http-contest.ts';
import { type HttpTurn, takeHttpTurn } from './http-turn.ts';
import { takeOverloadTurn } from './overload-turn.ts';
import { type RunningServer, startServer } from './start-server.ts';

/** How much is run, by which service, and who is told. */
export interface HttpContestOptions {
  readonly size: HttpSize;
  /** The file that runs the service when it is told what it shall be. */
  readonly servicePath: string;
  readonly onTurn?: (turn: HttpTurn) => void;
  readonly signal?: AbortSignal;
}

/**
 * Lets servers take turns, round by round, on one database: each in a process that goes on over all
 * rounds, since code that has just started is slow, and asked by a generator in another process.
 *
 * @throws {CommandFault} When a server doesn't start, a call fails, or the check isn't `t`.
 */
export async function runHttpContest(
  config: ProjectConfig,
  cluster: Cluster,
  contest: HttpContest,
  options: HttpContestOptions,
): Promise<readonly HttpTurn[]> {
  const template = await ensureTemplate(config, cluster);
  await provisionLogins(config, cluster, Object.values(config.project.lanes));
  return withClone(config, cluster, template, async (database) => {
    const place = { config, cluster, database, signal: options.signal };
    const key = newKey();
    const variables = { ...contest.variables, key_id: key.id, key_hash: key.hash };
    await runScript(place, { file: contest.setup, variables });
    await runScript(place, { file: 'settling', text: 'vacuum (analyze);\ncheckpoint;\n' });
    const servers = new Map<string, RunningServer>();
    const generator = startChild(GENERATOR, { log: 2 });
    try {
      const turns = await takeTurns({
        place,
        contest,
        options,
        key: key.token,
        servers,
        generator,
      });
      requireDone(contest.check, await runScript(place, { file: contest.check, variables }));
      return turns;
    } finally {
      await generator.stop();
      await Promise.all([...servers.values()].map((server) => server.stop()));
    }
  });
}

interface Race {
  readonly place: ScriptPlace;
  readonly contest: HttpContest;
  readonly options: HttpContestOptions;
  readonly key: string;
  readonly servers: Map<string, RunningServer>;
  readonly generator: Child;
}

async function takeTurns(race: Race): Promise<readonly HttpTurn[]> {
  const { place, contest, options, generator } = race;
  const turns: HttpTurn[] = [];
  for (let round = 1; round <= options.size.rounds; round += 1) {
    for (const contender of contest.contenders) {
      refuseIfStopped(options.signal);
      const server = await aim(race, contender);
      const rate = rateOf(contender, turns);
      const { seconds } = options.size;
      const needs = { place, contender, server, generator, round, seconds, rate };
      const turn = await (contender.overload ? takeOverloadTurn(needs) : takeHttpTurn(needs));
      turns.push(turn);
      options.onTurn?.(turn);
    }
  }
  return turns;
}

/** A share of what another did in this round: its turn came before. */
function rateOf({ rate }: HttpContender, turns: readonly HttpTurn[]): number | null {
  if (rate === null) return null;
  const other = turns.findLast(({ contender }) => contender === rate.of);
  return rate.share * (other?.rate ?? NaN);
}

/** Points the generator to a contender's server, which is started the first time. */
async function aim(race: Race, contender: HttpContender): Promise<RunningServer> {
  const { place, contest, options, key, servers, generator } = race;
  const text = readFileSync(join(place.config.root, contender.call), 'utf8');
  const call = readCall(contender.call, text, key);
  const { places } = contest;
  const { servicePath } = options;
  const server =
    servers.get(contender.name) ??
    (await startServer({ place, contender, call, places, servicePath }));
  servers.set(contender.name, server);
  const { host, port } = server;
  await generator.ask({ target: { host, port, file: contender.call, text, key } });
  return server;
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
const GENERATOR = fileURLToPath(new URL(`generator-process.${extension}`, import.meta.url));

/** An API key for this run alone: psql gets its id and its hash in hex, the generator the token. */
function newKey() {
  const [id, secret] = [randomBytes(6).toString('hex'), randomBytes(32).toString('base64url')];
  const hash = createHash('sha256').update(secret).digest('hex');
  return { id, hash, token: `pw_${id}_${secret}` };
}

import { closeSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { connectionOf } from '../../cluster/logins.ts';
import { readProcessStat } from '../../cluster/process-mark.ts';
import { CommandFault, EXIT } from '../../exit-code.ts';
import type { ScriptPlace } from '../run-script.ts';
import type { BareRoute } from './bare-server.ts';
import type { CallTemplate } from './call-template.ts';
import { startChild } from './child.ts';
import type { HttpContender } from './http-contest.ts';

/** A server in a process of its own. */
export interface RunningServer {
  readonly host: string;
  readonly port: number;
  /** Processor time so far, in ticks. */
  readonly ticks: () => number;
  /** Resident memory now, in kB. */
  readonly memoryKb: () => number;
  readonly stop: () => Promise<void>;
}

/** What a server is started from. */
export interface ServerNeeds {
  readonly place: ScriptPlace;
  readonly contender: HttpContender;
  readonly call: CallTemplate;
  readonly places: number;
  /** The file that runs the service when it is told what it shall be. */
  readonly servicePath: string;
}

/** Where this file's neighbours are, compiled or not. */
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/**
 * Starts a contender's server. Its log goes to a file, as it would: writing it is part of its work.
 *
 * @throws {CommandFault} When it doesn't start: with its log.
 */
export async function startServer(needs: ServerNeeds): Promise<RunningServer> {
  const { server, name } = needs.contender;
  const entry =
    server === 'service'
      ? needs.servicePath
      : fileURLToPath(new URL(`bare-${server}.${extension}`, import.meta.url));
  const logFile = join(tmpdir(), `procwright-server-${process.pid}-${name}.log`);
  const log = openSync(logFile, 'w');
  const child = startChild(entry, { log, environment: process.env });
  const stop = async () => {
    await child.stop();
    closeSync(log);
    rmSync(logFile, { force: true });
  };
  try {
    const message = server === 'service' ? serviceOptions(needs) : bareRoute(needs);
    const { url } = (await child.ask(message)) as { readonly url: string }; // both say so
    const { hostname, port } = new URL(url);
    return {
      host: hostname,
      port: Number(port),
      ticks: () => statOf(child.pid).ticks,
      memoryKb: () => memoryOf(child.pid),
      stop,
    };
  } catch (error) {
    const said = readFileSync(logFile, 'utf8').slice(-4_000);
    await stop();
    throw new CommandFault(EXIT.findings, `${name} did not start: ${said}`, 'Mend it.', {
      cause: error,
    });
  }
}

function serviceOptions({ place, contender, places }: ServerNeeds): object {
  const { config, cluster, database } = place;
  const { api, lanes } = config.project;
  const target = (login: string) => connectionOf(config, cluster, login, database);
  return {
    api,
    lanes: { read: target(lanes.read), write: target(lanes.write), ops: target(lanes.ops) },
    port: 0,
    places,
    ...contender.options,
  };
}

function bareRoute({ place, contender, call, places }: ServerNeeds): BareRoute {
  const { config, cluster, database } = place;
  const { lanes } = config.project;
  const { statement } = contender;
  const { pathname } = new URL(call.target, 'http://bench');
  const isGet = call.method === 'GET';
  return {
    ...connectionOf(config, cluster, isGet ? lanes.read : lanes.write, database),
    places,
    method: isGet ? 'GET' : 'POST',
    path: pathname,
    sql: readFileSync(join(config.root, statement?.file ?? ''), 'utf8'),
    values: statement?.values ?? [],
    isList: statement?.isList ?? false,
  };
}

function statOf(pid: number): { readonly ticks: number } {
  const stat = readProcessStat(pid);
  if (stat) return { ticks: stat.ticks + stat.childTicks };
  throw new CommandFault(EXIT.findings, `The server ${pid} has ended.`, 'Run it again.');
}

/** VmRSS of proc(5), `/proc/[pid]/status`. */
function memoryOf(pid: number): number {
  const [, kb] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kb ?? NaN);
}

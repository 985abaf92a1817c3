import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

import { type ProjectConfig, readTools } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { ensureBase } from './base-roles.ts';
import { withLock } from './cluster-lock.ts';
import { type ClusterPlace, clusterPlace } from './cluster-place.ts';
import {
  forgetUser,
  forgetUsers,
  hasOtherUsers,
  isUser,
  noteKept,
  noteUser,
} from './cluster-users.ts';
import { healServer, sendSignal } from './heal-server.ts';
import { initialiseData } from './initialise-data.ts';
import { launchServer, type ServerSettings } from './launch-server.ts';
import { readPassword, SUPERUSER } from './pass-file.ts';
import { resetSuperuser } from './reset-superuser.ts';
import { serverState } from './server-state.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

const HOST = '127.0.0.1';

/** A private cluster that takes connections. */
export interface Cluster {
  readonly host: '127.0.0.1';
  readonly port: number;
  readonly dataFolder: string;
  readonly socketFolder: string;
  readonly binFolder: string;
  /** As `server_version_num` says it: 150004 is 15.4. */
  readonly serverVersion: number;
}

/** How long the cluster shall last, and how safely. */
export interface StartOptions {
  /** False: a commit may be lost with the machine. For tests; heeded when this call starts it. */
  readonly durable?: boolean;
  /** True: it stays up when the process ends, until `down`. */
  readonly keep?: boolean;
  /** Settings of the server beside our own; heeded when this call starts it. */
  readonly settings?: ServerSettings;
}

/** What a start came to. */
export interface StartedCluster {
  readonly cluster: Cluster;
  /** True when this process is the one to stop it: it was down, or left behind by a killed run. */
  readonly started: boolean;
  /** What of a dead server was mended, a sentence each. */
  readonly mended: readonly string[];
}

/**
 * Starts the project's private cluster when it isn't up, after mending what a dead one left; makes
 * the roles, the database and the migrators' login that a migration stands on.
 *
 * @throws {CommandFault} When there is no server to be had; it says what to do.
 */
export async function startCluster(
  config: ProjectConfig,
  { durable = true, keep = false, settings = {} }: StartOptions = {},
): Promise<StartedCluster> {
  const place = clusterPlace(config);
  return withLock(place.lockFile, async () => {
    const mended = [...(await settle(config, place))];
    const wasUp = serverState(place).kind === 'ready';
    const binFolder = wasUp ? null : await prepareData(config, place);
    if (binFolder !== null) mended.push(...(await resetSuperuser(config, place, binFolder)));
    const known = readCluster(place);
    const port =
      binFolder === null
        ? portOfRunning(place)
        : await launchServer(config, place, {
            binFolder,
            port: known?.port ?? null,
            durable,
            settings,
          });
    const serverVersion = await ensureBase(config, { host: HOST, port });
    const cluster: Cluster = {
      host: HOST,
      port,
      dataFolder: place.dataFolder,
      socketFolder: place.socketFolder,
      binFolder: binFolder ?? known?.binFolder ?? readTools(config).postgres.bin,
      serverVersion,
    };
    writeStateFile(config, place.clusterFile, `${JSON.stringify(cluster, null, 2)}\n`, 0o644);
    const started = !wasUp || !(isUser(place) || hasOtherUsers(place));
    if (keep) noteKept(config, place);
    else noteUser(config, place);
    return { cluster, started, mended };
  });
}

/**
 * Stops the cluster, unless another process uses it or `up` was said: then it only says that this
 * process needs it no more.
 *
 * @param options.force - Stops it whoever uses it.
 * @returns True when it was up and is down now.
 */
export async function stopCluster(
  config: ProjectConfig,
  { force = false }: { readonly force?: boolean } = {},
): Promise<boolean> {
  const place = clusterPlace(config);
  return withLock(place.lockFile, async () => {
    forgetUser(place);
    if (!force && hasOtherUsers(place)) return false;
    forgetUsers(place);
    const wasUp = serverState(place).kind !== 'down';
    await stopServer(place);
    if (existsSync(place.dataFolder)) await healServer(place);
    return wasUp;
  });
}

/**
 * The cluster that is up; starts nothing.
 *
 * @throws {CommandFault} When it is down.
 */
export async function requireCluster(config: ProjectConfig): Promise<Cluster> {
  const place = clusterPlace(config);
  if (serverState(place).kind === 'starting') await awaitStart(place);
  const cluster = readCluster(place);
  if (serverState(place).kind === 'ready' && cluster !== null) return cluster;
  throw new CommandFault(
    EXIT.noDatabase,
    `The private cluster of ${config.root} is down.`,
    'procwright up',
  );
}

/** What the last start wrote; null when there was none. */
export function readCluster({ clusterFile }: Pick<ClusterPlace, 'clusterFile'>): Cluster | null {
  const text = readStateFile(clusterFile);
  return text === null ? null : (JSON.parse(text) as Cluster); // our own file, whole or absent
}

const LOOK_MS = 25;
const START_MS = 300_000;
const STOP_MS = 60_000;

/** Leads to one of two: the server takes connections, or nothing of it is there. */
async function settle(config: ProjectConfig, place: ClusterPlace): Promise<readonly string[]> {
  const { kind } = serverState(place);
  if (kind === 'starting') await awaitStart(place);
  const isLockedOut = readPassword(config, SUPERUSER) === null;
  if (kind === 'stopping' || kind === 'broken' || isLockedOut) await stopServer(place);
  return serverState(place).kind === 'ready' ? [] : healServer(place);
}

async function awaitStart(place: ClusterPlace): Promise<void> {
  for (let waited = 0; waited < START_MS; waited += LOOK_MS) {
    if (serverState(place).kind !== 'starting') return;
    await delay(LOOK_MS);
  }
  throw new CommandFault(
    EXIT.noDatabase,
    `The server has been starting for five minutes; its log is ${place.logFile}.`,
    'Wait on, or end it: procwright down',
  );
}

/** Asks the postmaster for a fast shutdown and waits for its end; `healServer` does the rest. */
async function stopServer(place: ClusterPlace): Promise<void> {
  const { pid } = serverState(place);
  if (pid !== null) sendSignal(pid, 'SIGINT');
  for (let waited = 0; pid !== null && waited < STOP_MS; waited += LOOK_MS) {
    if (serverState(place).pid === null) break;
    await delay(LOOK_MS);
  }
}

function portOfRunning({ dataFolder }: ClusterPlace): number {
  // line 4, LOCK_FILE_LINE_PORT in PostgreSQL's miscadmin.h
  return Number(readFileSync(join(dataFolder, 'postmaster.pid'), 'utf8').split('\n')[3]);
}

/** @returns The folder of the binaries that can run the data. */
async function prepareData(config: ProjectConfig, place: ClusterPlace): Promise<string> {
  await initialiseData(config, place);
  const { postgres } = readTools(config);
  const major = Number.parseInt(readFileSync(join(place.dataFolder, 'PG_VERSION'), 'utf8'), 10);
  if (major === postgres.version) return postgres.bin;
  const last = readCluster(place)?.binFolder;
  if (last !== undefined && existsSync(join(last, 'postgres'))) return last;
  throw new CommandFault(
    EXIT.noDatabase,
    `${place.dataFolder} was made by PostgreSQL ${major}; the server found is ${postgres.version}.`,
    `Set PROCWRIGHT_PG_BIN to the folder of PostgreSQL ${major}.`,
  );
}

import { chownSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

import type { ProjectConfig } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { runBinary } from './binaries.ts';
import { type ClusterPlace, makeServerFolders } from './cluster-place.ts';
import { SETTINGS_FILE } from './initialise-data.ts';

/** What stands in the server's configuration, by name. */
export type ServerSettings = Readonly<Record<string, string | number>>;

/** How a server is to be started. */
export interface Launch {
  readonly binFolder: string;
  /** The port of the last time, tried first; null for none. */
  readonly port: number | null;
  /** False: a commit may be lost with the machine, but nothing is ever torn. For tests. */
  readonly durable: boolean;
  /** They come last, so they win. */
  readonly settings: ServerSettings;
}

// Recovery of 3 GB of log took 9 s on two cores: five minutes is for a slow disk.
const START_SECONDS = 300;
const PORTS_TO_TRY = 5;
const LONGEST_LOG = 10_000_000;

/**
 * Starts the server on a free port and waits until it takes connections.
 *
 * @returns The port.
 * @throws {CommandFault} With the last lines of the log.
 */
export async function launchServer(
  config: ProjectConfig,
  place: ClusterPlace,
  { binFolder, port, durable, settings }: Launch,
): Promise<number> {
  makeServerFolders(config, place);
  turnLog(place.logFile);
  let candidate = port ?? (await freePort());
  writeSettings(place, candidate, { durable, settings });
  const all = { wal_compression: await walCompression(config, place, binFolder), ...settings };
  for (let left = PORTS_TO_TRY; ; left -= 1) {
    writeSettings(place, candidate, { durable, settings: all });
    const from = sizeOf(place.logFile);
    const wait = ['-w', '-t', String(START_SECONDS)];
    const args = ['-D', place.dataFolder, '-l', place.logFile, ...wait, 'start'];
    const asServerUser = place.user;
    const outcome = await runBinary(config, 'pg_ctl', args, { asServerUser, binFolder });
    if (outcome.code === 0) return candidate;
    const log = logFrom(place.logFile, from) || outcome.stderr;
    if (left === 1 || !/could not bind IPv4 address/.test(log)) throw launchFault(place, log);
    candidate = await freePort();
  }
}

/**
 * How pages are written whole into the log: by lz4 where the server was built with it. Among ten
 * million rows a transaction writes two or three of them, and pglz takes 60 us of CPU for each.
 *
 * @returns A value of the setting, which PostgreSQL's manual lists under 20.5 Write Ahead Log.
 */
async function walCompression(config: ProjectConfig, place: ClusterPlace, binFolder: string) {
  const args = ['-D', place.dataFolder, '-c', 'wal_compression=lz4', '-C', 'wal_compression'];
  const asServerUser = place.user;
  const { code } = await runBinary(config, 'postgres', args, { asServerUser, binFolder });
  return code === 0 ? 'lz4' : 'on'; // `on` is pglz, which every server has
}

/** A free port of this machine, until somebody takes it: a server tries again then. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (typeof address === 'object' && address !== null) return address.port;
  throw new CommandFault(EXIT.noDatabase, 'The kernel gives no port on 127.0.0.1.', 'ulimit -n');
}

function writeSettings(
  place: ClusterPlace,
  port: number,
  { durable, settings }: Pick<Launch, 'durable' | 'settings'>,
): void {
  const file = join(place.dataFolder, SETTINGS_FILE);
  const all = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: `"${place.socketFolder}"`, // a list, so a comma would part it
    unix_socket_permissions: '0700',
    cluster_name: place.name,
    max_connections: 100,
    synchronous_commit: durable ? 'on' : 'off',
    jit: 'off', // the contract's recursive query takes 20 times as long with it
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] %q%u@%d %a ',
    log_checkpoints: 'off',
    log_parameter_max_length: 0, // a parameter may be a secret
    log_parameter_max_length_on_error: 0,
    ...settings,
  };
  const lines = Object.entries(all).map(([key, value]) => `${key} = ${quote(value)}\n`);
  writeFileSync(file, `# written by procwright before each start\n${lines.join('')}`);
  if (place.user !== null) chownSync(file, place.user.uid, place.user.gid);
}

function quote(value: string | number): string {
  return typeof value === 'number' ? String(value) : `'${value.replaceAll("'", "''")}'`;
}

/** Keeps one log before this one. */
function turnLog(file: string): void {
  if (sizeOf(file) > LONGEST_LOG) renameSync(file, `${file}.1`);
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

function logFrom(file: string, offset: number): string {
  return sizeOf(file) === 0 ? '' : readFileSync(file).subarray(offset).toString('utf8');
}

const CAUSES: readonly (readonly [RegExp, string])[] = [
  [
    /shared memory block/,
    'A process of the last server still runs: procwright status, then retry.',
  ],
  [/No space left/, 'Free some space on that disk.'],
  [/too long \(maximum/, 'Set PROCWRIGHT_STATE to a folder with a shorter path.'],
  [/TimeZone|time zone/i, 'Time zones are missing (/usr/share/zoneinfo/UTC). Install tzdata.'],
  [/Permission denied/, 'Let the user of the server reach that path.'],
  [/could not bind IPv4/, 'Five ports were taken: run it again.'],
];

function launchFault({ logFile }: ClusterPlace, log: string): CommandFault {
  const last = log.trim().split('\n').slice(-5).join('\n');
  const fix = CAUSES.find(([shape]) => shape.test(log))?.[1] ?? `Read ${logFile}.`;
  const message = `The server did not start; last lines of ${logFile}:\n${last}`;
  return new CommandFault(EXIT.noDatabase, message, fix);
}

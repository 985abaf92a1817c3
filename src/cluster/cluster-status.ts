import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { type ProjectConfig, projectState } from '../config.ts';
import { clusterPlace } from './cluster-place.ts';
import { passFile, SUPERUSER } from './pass-file.ts';
import { readCluster } from './private-cluster.ts';
import { isAlive, processMark } from './process-mark.ts';
import { type ServerState, serverState } from './server-state.ts';
import { readStateFile, writeStateFile } from './state-file.ts';

/** What is where. */
export interface ClusterStatus {
  readonly kind: ServerState['kind'];
  readonly isUp: boolean;
  /** The postmaster; null when it is down. */
  readonly pid: number | null;
  /** Without password; null when it is down. */
  readonly url: string | null;
  /** The port now, or that of the last time; null before the first. */
  readonly port: number | null;
  /** As `server_version_num` says it; null before the first start. */
  readonly serverVersion: number | null;
  /** Who runs the server; null for the caller. */
  readonly user: string | null;
  readonly stateFolder: string;
  readonly dataFolder: string;
  readonly logFile: string;
  readonly socketFolder: string;
  readonly passFile: string;
  /** The service of `start`; null when none runs. */
  readonly service: ServiceNote | null;
}

/** What `start` notes of its service. */
export interface ServiceNote {
  readonly url: string;
  readonly pid: number;
  /** Of the process that serves: see `processMark`. */
  readonly mark: string;
}

/** Looks, and changes nothing. */
export function clusterStatus(config: ProjectConfig): ClusterStatus {
  const place = clusterPlace(config);
  const { kind, pid } = serverState(place);
  const last = readCluster(place);
  const isUp = kind === 'ready';
  const address = last === null ? null : `${last.host}:${last.port}`;
  return {
    kind,
    isUp,
    pid,
    url: isUp ? `postgres://${SUPERUSER}@${address}/${config.project.database}` : null,
    port: last?.port ?? null,
    serverVersion: last?.serverVersion ?? null,
    user: place.user?.name ?? null,
    stateFolder: place.state,
    dataFolder: place.dataFolder,
    logFile: place.logFile,
    socketFolder: place.socketFolder,
    passFile: passFile(config),
    service: readService(place.state),
  };
}

/** Notes that this process serves, for `status`. */
export function noteService(config: ProjectConfig, url: string): void {
  const service = { url, pid: process.pid, mark: processMark(process.pid) };
  writeStateFile(config, serviceFile(projectState(config)), JSON.stringify(service), 0o644);
}

/** Takes the note back, unless another process has noted its own meanwhile. */
export function forgetService(config: ProjectConfig): void {
  const state = projectState(config);
  if (readService(state)?.pid === process.pid) rmSync(serviceFile(state));
}

function readService(state: string): ServiceNote | null {
  const text = readStateFile(serviceFile(state));
  if (text === null) return null;
  const service = JSON.parse(text) as ServiceNote; // our own file, whole or absent
  return isAlive(service.mark) ? service : null;
}

function serviceFile(state: string): string {
  return join(state, 'service.json');
}

import cluster from 'node:cluster';
import { once } from 'node:events';

import { CommandFault, EXIT } from '../../exit-code.ts';
import type { Service, ServiceOptions } from '../options/service-options.ts';
import { type FromWorker, isMessage, type ToWorker } from './worker-message.ts';

/** What a worker's service is told beside its options. */
export type WorkerOptions = Required<Pick<ServiceOptions, 'pageOfAll'>>;

/**
 * Serves in a process of a group: tells the first process when it does, or why it can't, and stops
 * when it is told to, when the signal comes, or when the first process has gone.
 */
export async function beWorker(
  start: (options: WorkerOptions) => Promise<Service>,
  signal: AbortSignal,
): Promise<void> {
  const stopping = new AbortController();
  const stop = () => stopping.abort();
  signal.addEventListener('abort', stop);
  process.on('disconnect', () => {
    // Node would end the process at once, and cut what runs
    if (cluster.worker) cluster.worker.exitedAfterDisconnect = true;
    stop();
  });
  const pages = new Map<number, (text: string) => void>();
  let service: Service | undefined;
  process.on('message', (message) => {
    if (!isMessage<ToWorker>(message)) return;
    if (message.kind === 'stop') stop();
    else if (message.kind === 'page') pages.get(message.id)?.(message.text);
    else if (service) void tellSnapshot(service);
  });

  try {
    service = await start({ pageOfAll: () => askForPage(pages) });
  } catch (error) {
    await send(faultOf(error));
    throw error;
  }
  await send({ kind: 'ready', url: service.url, contract: service.contractHash });
  if (!stopping.signal.aborted) await once(stopping.signal, 'abort');
  await service.stop();
  await tellSnapshot(service); // what was counted since the last time
  if (process.connected) process.disconnect();
}

/** Milliseconds that the first process has for the page of all. */
const PATIENCE_MS = 5_000;

let asked = 0;

function askForPage(pages: Map<number, (text: string) => void>): Promise<string> {
  const id = ++asked;
  return new Promise<string>((resolve, reject) => {
    const late = () => reject(new Error('The first process does not answer.'));
    const timer = setTimeout(late, PATIENCE_MS);
    pages.set(id, (text) => {
      clearTimeout(timer);
      resolve(text);
    });
    void send({ kind: 'page-wanted', id });
  }).finally(() => pages.delete(id));
}

async function tellSnapshot(service: Service): Promise<void> {
  await send({ kind: 'snapshot', snapshot: await service.snapshot() });
}

/** Resolves when the message has left; the first process may have gone, and misses nothing then. */
function send(message: FromWorker): Promise<void> {
  return new Promise((resolve) => {
    if (process.send && process.connected) process.send(message, () => resolve());
    else resolve();
  });
}

function faultOf(error: unknown): FromWorker {
  const isKnown = error instanceof CommandFault;
  return {
    kind: 'fault',
    exitCode: isKnown ? error.exitCode : EXIT.findings,
    message: error instanceof Error ? error.message : String(error),
    fix: isKnown ? error.fix : 'The log of the worker has the rest.',
  };
}

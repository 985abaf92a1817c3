import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';

import { Counter, Gauge, Registry } from 'prom-client';

import { CommandFault, type ExitCode } from '../../exit-code.ts';
import type { Logger } from '../../logger.ts';
import { MetricsOfAll } from './metrics-of-all.ts';
import { type FromWorker, isMessage, type ToWorker } from './worker-message.ts';

/** How many processes serve, and how. */
export interface GroupOptions {
  readonly count: number;
  readonly log: Logger;
  /** Milliseconds from the word to stop until a process that is still there is killed. */
  readonly patienceMs: number;
  /** What the processes' environment has on top of ours. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Processes that serve one port. */
export interface WorkerGroup {
  readonly url: string;
  readonly contractHash: string;
  readonly pids: readonly number[];
  /** Lets every process finish what it runs; resolves when none is left. */
  stop(): Promise<void>;
}

/**
 * Starts processes that serve one port, each the same program as this one, and puts another in the
 * place of one that ends.
 *
 * The first one starts alone: a fault that all would have is told once.
 *
 * @throws {CommandFault} The fault that keeps the first from serving.
 */
export async function startWorkers(options: GroupOptions): Promise<WorkerGroup> {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  const group = new Group(options);
  try {
    const { url, contract } = await group.add();
    await Promise.all(Array.from({ length: options.count - 1 }, () => group.add()));
    return {
      url,
      contractHash: contract,
      get pids() {
        return group.pids;
      },
      stop: () => group.stop(),
    };
  } catch (error) {
    await group.stop();
    throw error;
  }
}

type Ready = Extract<FromWorker, { readonly kind: 'ready' }>;

/** Milliseconds of the first pause before another takes a place, and of the longest. */
const PAUSES_MS = { first: 100, longest: 30_000 };

/** Ends within so many milliseconds count as one story: each doubles the pause. */
const STORY_MS = 60_000;

/** Milliseconds for which the page of all waits for a process that may be busy. */
const SNAPSHOT_MS = 500;

class Group {
  readonly #options: GroupOptions;
  readonly #workers = new Set<Worker>();
  readonly #serving = new Set<Worker>();
  readonly #metrics = new MetricsOfAll();
  readonly #own = new Registry();
  readonly #restarts: Counter;
  readonly #waiting = new Map<number, () => void>();
  #ends: readonly number[] = [];
  #stopping: Promise<void> | undefined;
  #making: Promise<string> | undefined;
  #pauses = new Set<NodeJS.Timeout>();

  constructor(options: GroupOptions) {
    this.#options = options;
    const serving = this.#serving;
    this.#restarts = new Counter({
      name: 'service_worker_restarts_total',
      help: 'Processes that ended and were replaced.',
      registers: [this.#own],
    });
    new Gauge({
      name: 'service_workers',
      help: 'Processes that serve.',
      registers: [this.#own],
      collect() {
        this.set(serving.size);
      },
    });
  }

  get pids(): readonly number[] {
    return [...this.#workers].flatMap(({ process: { pid } }) => pid ?? []);
  }

  /** Starts one process; resolves when it serves. @throws {CommandFault} Why it doesn't. */
  add(): Promise<Ready> {
    const worker = cluster.fork(this.#options.environment);
    this.#workers.add(worker);
    return new Promise((resolve, reject) => {
      worker.on('message', (message) => {
        if (!isMessage<FromWorker>(message)) return;
        if (message.kind === 'ready') {
          this.#serving.add(worker);
          resolve(message);
        } else if (message.kind === 'fault') reject(faultFrom(message));
        else if (message.kind === 'snapshot') this.#note(worker, message.snapshot);
        else void this.#page().then((text) => tell(worker, { kind: 'page', id: message.id, text }));
      });
      worker.on('error', () => undefined); // a message that couldn't be sent: `exit` tells
      worker.on('exit', (code, signal) => {
        reject(new Error(`A process ended before it served (${signal ?? code}).`));
        void this.#onEnd(worker, { code, signal });
      });
    });
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#stopAll();
    return this.#stopping;
  }

  async #stopAll(): Promise<void> {
    for (const pause of this.#pauses) clearTimeout(pause);
    const ended = [...this.#workers].map((worker) => once(worker, 'exit'));
    for (const worker of this.#workers) tell(worker, { kind: 'stop' });
    const kill = setTimeout(() => {
      for (const worker of this.#workers) worker.process.kill('SIGKILL');
    }, this.#options.patienceMs);
    await Promise.all(ended);
    clearTimeout(kill);
  }

  #note(worker: Worker, snapshot: Parameters<MetricsOfAll['note']>[1]): void {
    this.#metrics.note(worker.id, snapshot);
    this.#waiting.get(worker.id)?.();
  }

  async #onEnd(worker: Worker, how: { readonly code: number; readonly signal: string }) {
    this.#workers.delete(worker);
    this.#serving.delete(worker);
    this.#waiting.get(worker.id)?.();
    await this.#metrics.retire(worker.id);
    if (this.#stopping) return;
    this.#restarts.inc();
    const now = performance.now();
    this.#ends = [...this.#ends.filter((at) => now - at < STORY_MS), now];
    const pauseMs = Math.min(PAUSES_MS.longest, PAUSES_MS.first * 2 ** (this.#ends.length - 1));
    const { pid } = worker.process;
    this.#options.log.error('a process ended, another takes its place', { pid, ...how, pauseMs });
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.add().catch((error: unknown) => this.#options.log.error('no process', { error }));
    }, pauseMs);
    this.#pauses.add(pause);
  }

  /** Who asks while a page is being made gets the same one. */
  #page(): Promise<string> {
    this.#making ??= this.#makePage().finally(() => {
      this.#making = undefined;
    });
    return this.#making;
  }

  /** All processes are asked for what they have; one that is stuck counts as it last was. */
  async #makePage(): Promise<string> {
    await Promise.all([...this.#serving].map((worker) => this.#ask(worker)));
    return this.#metrics.text(await this.#own.getMetricsAsJSON());
  }

  #ask(worker: Worker): Promise<void> {
    return new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, SNAPSHOT_MS);
      this.#waiting.set(worker.id, () => {
        clearTimeout(timer);
        resolve();
      });
      tell(worker, { kind: 'snapshot-wanted' });
    }).finally(() => this.#waiting.delete(worker.id));
  }
}

/** A process that hasn't begun to listen, or has gone, is no fault: its end tells the rest. */
function tell(worker: Worker, message: ToWorker): void {
  if (worker.isConnected()) worker.send(message, () => undefined);
}

function faultFrom({ exitCode, message, fix }: Extract<FromWorker, { kind: 'fault' }>) {
  return new CommandFault(exitCode as ExitCode, message, fix); // it came from another CommandFault
}

import { CommandFault, EXIT } from './exit-code.ts';

/**
 * Works on at most `jobs` items at once; the answers stand in the order of the items.
 *
 * @throws {CommandFault} When `signal` says stop: what was begun is waited for, no more is begun.
 */
export async function inParallel<Item, Value>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Value>,
  signal?: AbortSignal,
): Promise<readonly Value[]> {
  return inShares<Item, Value>(items, { jobs, signal }, (share) => share(work));
}

/** Hands `work` one item after another, until none is left for anybody. */
export type Share<Item, Value> = (work: (item: Item) => Promise<Value>) => Promise<void>;

/**
 * As {@link inParallel}, for workers that make something first, which serves all their items, and
 * take it away in the end.
 */
export async function inShares<Item, Value>(
  items: readonly Item[],
  { jobs, signal }: { readonly jobs: number; readonly signal?: AbortSignal | undefined },
  worker: (share: Share<Item, Value>) => Promise<void>,
): Promise<readonly Value[]> {
  const values = new Map<number, Value>();
  const queue = items.entries();
  const share: Share<Item, Value> = async (work) => {
    for (const [index, item] of queue) {
      if (signal?.aborted) return;
      values.set(index, await work(item));
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, () => worker(share)));
  refuseIfStopped(signal);
  return [...values.entries()].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/**
 * Ends a run that was told to stop.
 *
 * @throws {CommandFault} When it was.
 */
export function refuseIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CommandFault(EXIT.findings, 'Stopped.', 'Run it again.');
}

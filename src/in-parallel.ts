import { CommandFault, EXIT } from './exit-code.ts';

/**
 * Works on at most `jobs` items at once; the answers stand in the order of the items. When one is
 * thrown at, or `signal` says stop, what was begun is waited for, and no more is begun.
 *
 * @throws {CommandFault} When `signal` says stop.
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
  let broken: { readonly error: unknown } | undefined;
  const share: Share<Item, Value> = async (work) => {
    for (const [index, item] of queue) {
      if (signal?.aborted || broken !== undefined) return;
      values.set(index, await work(item));
    }
  };
  const workers = Array.from({ length: Math.min(jobs, items.length) }, () =>
    worker(share).catch((error: unknown) => {
      broken ??= { error };
    }),
  );
  await Promise.all(workers);
  if (broken !== undefined) throw broken.error;
  refuseIfStopped(signal);
  return [...values.entries()].sort(([a], [b]) => a - b).map(([, value]) => value);
}

/**
 * Hands values to `tell` in the order of their items, though they may come in another: each as soon
 * as all before it have been told.
 *
 * @returns What is called with each item's index, from 0, and its value.
 */
export function inOrder<Value>(
  tell: (value: Value) => void,
): (index: number, value: Value) => void {
  const waiting = new Map<number, { readonly value: Value }>();
  let next = 0;
  return (index, value) => {
    waiting.set(index, { value });
    for (let found = waiting.get(next); found !== undefined; found = waiting.get(next)) {
      waiting.delete(next);
      next += 1;
      tell(found.value);
    }
  };
}

/**
 * Ends a run that was told to stop.
 *
 * @throws {CommandFault} When it was.
 */
export function refuseIfStopped(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new CommandFault(EXIT.findings, 'Stopped.', 'Run it again.');
}

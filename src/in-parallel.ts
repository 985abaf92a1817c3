/** Works on at most `jobs` items at once; the answers stand in the order of the items. */
export async function inParallel<Item, Value>(
  items: readonly Item[],
  jobs: number,
  work: (item: Item) => Promise<Value>,
): Promise<readonly Value[]> {
  const values = new Map<number, Value>();
  const queue = items.entries();
  const worker = async (): Promise<void> => {
    for (const [index, item] of queue) values.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(jobs, items.length) }, worker));
  return [...values.entries()].sort(([a], [b]) => a - b).map(([, value]) => value);
}

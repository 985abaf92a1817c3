import type { Result } from '../result.ts';

/** A value that is told anew from time to time; the last good one holds. */
export interface Rotating<Value> {
  /** The value now. Asking for it may start a look at its source, and never waits for it. */
  readonly current: Value;
  /** Looks at once; resolves when the look is over. */
  readonly refresh: () => Promise<void>;
}

/** How a value is looked up again. */
export interface RotationOptions<Value> {
  readonly first: Value;
  readonly look: () => Promise<Result<Value, string>>;
  /** Milliseconds between two looks. */
  readonly everyMs: number;
  /** Called when the source is at fault, once for each new fault: the old value stays. */
  readonly onFault: (fault: string) => void;
  readonly now?: () => number;
}

/** Keeps a value fresh without a timer: who asks for it starts the look. */
export function rotating<Value>({
  first,
  look,
  everyMs,
  onFault,
  now = () => performance.now(),
}: RotationOptions<Value>): Rotating<Value> {
  let value = first;
  let lookedAt = now();
  let told = '';
  let looking: Promise<void> | undefined;

  const tell = (fault: string) => {
    if (fault !== told) onFault(fault);
    told = fault;
  };
  const run = async () => {
    try {
      const found = await look();
      if (found.ok) [value, told] = [found.value, ''];
      else tell(found.faults.join('\n'));
    } catch (error) {
      tell(error instanceof Error ? error.message : String(error));
    } finally {
      lookedAt = now();
      looking = undefined;
    }
  };
  const refresh = () => (looking ??= run());

  return {
    get current() {
      if (now() - lookedAt >= everyMs) void refresh();
      return value;
    },
    refresh,
  };
}

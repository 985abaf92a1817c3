import type { Result } from '../../result.ts';
import { type RoutineFault, tellFault } from '../../catalog/routine-fault.ts';
import type { Logger } from '../../logger.ts';
import type { LiveContract } from './live-contract.ts';

/** Reads the contract from the database and makes it ready. */
export type ContractReader = () => Promise<Result<LiveContract, RoutineFault>>;

/** Why the contract that is served is not the newest one: one line a fault. */
export type Staleness = readonly string[];

/**
 * Keeps the contract that is served. A new one takes its place in one assignment, between two
 * requests; a bad one, or a database that is away, leaves the old one serving.
 */
export class ContractKeeper {
  readonly #read: ContractReader;
  readonly #log: Logger;
  readonly #tell: (fault: RoutineFault) => string;
  #live: LiveContract;
  #faults: Staleness = [];
  #isReading = false;
  /** Who waits for a reading that has not begun. */
  #asked: (() => void)[] = [];
  readonly #counts = { served: 0, refused: 0 };
  readonly #waiting = new Set<(hash: string) => void>();

  constructor(
    first: LiveContract,
    read: ContractReader,
    log: Logger,
    tell: (fault: RoutineFault) => string = tellFault,
  ) {
    this.#live = first;
    this.#read = read;
    this.#log = log;
    this.#tell = tell;
  }

  get live(): LiveContract {
    return this.#live;
  }

  /** Empty when the newest contract is served. */
  get faults(): Staleness {
    return this.#faults;
  }

  /** How many readings were served, and how many refused or failed. */
  get counts(): Readonly<Record<'served' | 'refused', number>> {
    return this.#counts;
  }

  /** Resolves with the hash when the next reading has ended, whatever came of it. */
  next(): Promise<string> {
    return new Promise((resolve) => this.#waiting.add(resolve));
  }

  /**
   * Reads the contract anew; resolves when a reading has ended that began after the call. One that
   * runs already may have missed what the caller knows of, so there is another behind it: for all
   * who ask meanwhile together.
   */
  reload(): Promise<void> {
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      if (!this.#isReading) void this.#readUntilQuiet();
    });
  }

  async #readUntilQuiet(): Promise<void> {
    this.#isReading = true;
    while (this.#asked.length > 0) {
      const asked = this.#asked.splice(0);
      await this.#readOnce();
      this.#counts[this.#faults.length === 0 ? 'served' : 'refused']++;
      for (const resolve of asked) resolve();
    }
    this.#isReading = false;
    for (const resolve of this.#waiting) resolve(this.#live.hash);
    this.#waiting.clear();
  }

  async #readOnce(): Promise<void> {
    try {
      const result = await this.#read();
      if (result.ok) {
        const isNew = result.value.hash !== this.#live.hash;
        const { since } = isNew ? result.value : this.#live;
        this.#live = { ...result.value, since }; // in any case: rights differ where no hash does
        this.#faults = [];
        if (isNew) this.#log.info('contract served', { contract: this.#live.hash });
      } else {
        this.#faults = result.faults.map(this.#tell);
        this.#log.error('contract refused, the old one stays', { faults: this.#faults });
      }
    } catch (error) {
      this.#faults = ['The contract could not be read from the database.'];
      this.#log.error('contract not read, the old one stays', { error });
    }
  }
}

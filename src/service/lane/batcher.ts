import { inParallel } from '../../in-parallel.ts';
import { PLACE } from '../../catalog/find-batch-faults.ts';
import { isDisconnected, sqlState } from '../../db/sqlstate.ts';
import type { Row } from '../answer/row-serializer.ts';
import { TurnedAway } from './turned-away.ts';
import { withoutStack } from './without-stack.ts';
import type { Ask, Told } from './ask.ts';
import type { BatchPlan } from './batch-plan.ts';
import { Crowding } from './crowding.ts';
import { LateAnswer } from './late-answer.ts';
import { Leaving } from './leave-signal.ts';
import { OutcomeUnknown } from './outcome-unknown.ts';
import { type Ride, Rider } from './rider.ts';

/** Batches of one routine in the database at once: one is under way while the next comes back. */
const MOST_RUNNING = 2;

/** How many full batches may wait. */
const MOST_WAITING = 10;

/** Calls at once for the items of a batch that failed. */
const MOST_ALONE = 4;

/** Requests that can ride together: one routine, and one value of what they share. */
interface Line {
  readonly key: string;
  readonly plan: BatchPlan;
  readonly waiting: Set<Rider>;
  readonly crowding: Crowding;
  running: number;
  isCalled: boolean;
}

/**
 * Lets requests for a routine ride in one call of its `@batch` routine. There is no timer: a batch
 * leaves as soon as fewer than two are under way, so a lone request waits for nobody, and a crowd
 * makes its own batches. One that stands alone is called by itself.
 *
 * A batch that fails as a whole had no effect, and each of its items is asked alone: no item fails
 * for another's fault.
 */
export class Batcher {
  readonly #ask: (ask: Ask) => Promise<Told>;
  readonly #lines = new Map<string, Line>();
  readonly #crowdings = new Map<string, Crowding>();
  readonly #counts = { batches: 0, items: 0, split: 0, turned: 0 };
  #waiting = 0;

  constructor(ask: (ask: Ask) => Promise<Told>) {
    this.#ask = ask;
  }

  /** How many requests wait for a batch to leave. */
  get waiting(): number {
    return this.#waiting;
  }

  /** Since the start: batches, the items in them, batches that were split, items turned away. */
  get counts(): Readonly<Record<'batches' | 'items' | 'split' | 'turned', number>> {
    return this.#counts;
  }

  /** Asks as a part of the next batch. @throws What the lane throws for a statement of its own. */
  async ride(plan: BatchPlan, ride: Ride): Promise<Told> {
    const { signal, deadline } = ride.alone;
    const line = this.#lineOf(plan, ride);
    const leftMs = signal.aborted ? 0 : deadline - performance.now();
    const { waiting, crowding } = line;
    const refusal = refusalOf(plan, { waiting: waiting.size, leftMs }, crowding);
    if (this.#count(refusal)) throw refusal;
    const rider = new Rider(ride, () => this.#leave(line, rider));
    line.waiting.add(rider);
    this.#waiting++;
    this.#call(line);
    return rider.told;
  }

  /** What `ride` would throw now, before it is known what a request shares with others. */
  refusal(plan: BatchPlan, leftMs: number): TurnedAway | undefined {
    const each = this.#waiting / Math.max(1, this.#lines.size);
    return this.#count(refusalOf(plan, { waiting: each, leftMs }, this.#crowdingOf(plan)));
  }

  #count(refusal: TurnedAway | undefined): TurnedAway | undefined {
    if (refusal) this.#counts.turned++;
    return refusal;
  }

  #crowdingOf({ statement }: BatchPlan): Crowding {
    const known = this.#crowdings.get(statement.text);
    if (known) return known;
    const crowding = new Crowding(MOST_RUNNING);
    this.#crowdings.set(statement.text, crowding);
    return crowding;
  }

  #lineOf(plan: BatchPlan, { item }: Ride): Line {
    const key = `${plan.statement.name}\0${JSON.stringify(item.shared)}`;
    const known = this.#lines.get(key);
    if (known) return known;
    const crowding = this.#crowdingOf(plan);
    const line = { key, plan, crowding, waiting: new Set<Rider>(), running: 0, isCalled: false };
    this.#lines.set(key, line);
    return line;
  }

  #leave(line: Line, rider: Rider): void {
    if (line.waiting.delete(rider)) this.#waiting--;
  }

  /** Lets a batch leave when all requests that came in this turn of the event loop are in it. */
  #call(line: Line): void {
    if (line.isCalled || line.running >= MOST_RUNNING || line.waiting.size === 0) return;
    line.isCalled = true;
    setImmediate(() => {
      line.isCalled = false;
      this.#depart(line);
    });
  }

  #depart(line: Line): void {
    if (line.running >= MOST_RUNNING) return;
    const riders: Rider[] = [];
    for (const rider of line.waiting) {
      if (riders.length >= line.plan.mostItems) break;
      riders.push(rider);
      this.#leave(line, rider);
    }
    const [first] = riders;
    if (first) {
      line.running++;
      const departedAt = performance.now();
      const going = riders.length === 1 ? first.getOff(this.#ask) : this.#send(line.plan, riders);
      void going.finally(() => {
        line.running--;
        line.crowding.held(performance.now() - departedAt);
        this.#depart(line);
      });
      this.#call(line);
    } else if (line.running === 0) {
      this.#lines.delete(line.key);
    }
  }

  /** Never rejects: each rider is told what came, or why nothing did. */
  async #send(plan: BatchPlan, riders: readonly Rider[]): Promise<void> {
    this.#counts.batches++;
    this.#counts.items += riders.length;
    try {
      const answers = answersOf(await this.#askTogether(plan, riders), riders.length);
      for (const [i, rider] of riders.entries()) rider.tell(answers[i] ?? NOTHING);
    } catch (error) {
      if (concernsAll(error)) for (const rider of riders) rider.fail(error);
      else await this.#split(riders);
    }
  }

  /** The batch failed and left nothing: each is asked alone, but for those that are late. */
  async #split(riders: readonly Rider[]): Promise<void> {
    this.#counts.split++;
    const left = riders.filter(({ isWaiting }) => isWaiting);
    for (const rider of riders) if (!left.includes(rider)) rider.fail(new LateAnswer());
    await inParallel(left, MOST_ALONE, (rider) => rider.getOff(this.#ask));
  }

  /** One statement for all, until the last of them stops waiting. */
  async #askTogether(plan: BatchPlan, riders: readonly Rider[]): Promise<Told> {
    const leaving = new Leaving();
    let waiting = riders.length;
    for (const rider of riders) {
      rider.depart(() => {
        if (--waiting === 0) leaving.leave();
      });
    }
    const asks = riders.map(({ ride }) => ride.alone);
    const { name, text } = plan.statement;
    return this.#ask({
      ...(name === undefined ? {} : { name }),
      text,
      values: plan.valuesOf(riders.map(({ ride }) => ride.item)),
      deadline: Math.max(...asks.map(({ deadline }) => deadline)),
      signal: leaving,
      mayRepeat: asks.every(({ mayRepeat }) => mayRepeat),
      writes: asks.some(({ writes }) => writes),
    });
  }
}

/** Why no more should wait for a batch; undefined where one may. */
function refusalOf(
  { mostItems }: BatchPlan,
  { waiting, leftMs }: { readonly waiting: number; readonly leftMs: number },
  crowding: Crowding,
): TurnedAway | undefined {
  const ahead = Math.floor(waiting / mostItems);
  const isFull = ahead >= MOST_WAITING;
  const isLate = leftMs <= 0 || crowding.isTooLate(ahead, leftMs);
  if (!isFull && !isLate) return undefined;
  const retryAfterMs = crowding.expectedMs(ahead);
  return withoutStack(() => new TurnedAway(isFull ? 'full' : 'deadline', retryAfterMs));
}

const NOTHING: Told = { columns: [], rows: [] };

/**
 * What each item was told: its rows, by their place.
 *
 * @throws When the routine has changed and no longer says the place.
 */
function answersOf({ columns, rows, types }: Told, count: number): readonly Told[] {
  if (columns[0] !== PLACE) throw new Error(`The first column of a batch is not ${PLACE}.`);
  const own: Row[][] = Array.from({ length: count }, () => []);
  for (const [place, ...row] of rows) own[Number(place) - 1]?.push(row);
  const names = columns.slice(1);
  const told = types === undefined ? {} : { types: types.slice(1) };
  return own.map((rowsOfOne) => ({ columns: names, rows: rowsOfOne, ...told }));
}

/** True for a fault of the way, not of what was asked: asking each alone would meet it again. */
function concernsAll(error: unknown): boolean {
  const isOfTheWay = error instanceof TurnedAway || error instanceof OutcomeUnknown;
  return isOfTheWay || isDisconnected(error) || /^5[37]/.test(sqlState(error));
}

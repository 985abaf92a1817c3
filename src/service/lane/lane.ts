import { setImmediate } from 'node:timers/promises';

import { connect, type Database, type Target } from '../../db/connect.ts';
import { Admission } from './admission.ts';
import { askUntilCertain } from './ask-until-certain.ts';
import type { Ask, Told } from './ask.ts';
import { Batcher } from './batcher.ts';
import type { BatchPlan } from './batch-plan.ts';
import { Canceller } from './canceller.ts';
import { Connections } from './connections.ts';
import { watchCommits } from './outcome-unknown.ts';
import { RepeatBudget } from './repeat-budget.ts';
import type { Ride } from './rider.ts';
import { splitRows } from '../wire/row-splitter.ts';
import { runStatement } from './run-statement.ts';
import type { TurnedAway } from './turned-away.ts';

/** How a lane is laid out. */
export interface LaneOptions extends Pick<Target, 'url' | 'password' | 'reach' | 'options'> {
  readonly name: string;
  /** Statements at once, each on a connection of its own. */
  readonly places: number;
  /** How many may wait. */
  readonly seats: number;
  /** False: nobody rides, all are asked alone. True where nothing is said. */
  readonly batches?: boolean;
}

/** One way to the database: a login with its rights, a pool, a bounded queue. */
export interface Lane {
  readonly name: string;
  readonly database: Database;
  readonly counts: { readonly inside: number; readonly waiting: number };
  /**
   * Runs one statement, repeated where that is certain to be harmless, inside the deadline.
   *
   * @throws {TurnedAway} When it was never sent.
   * @throws {OutcomeUnknown} When a statement that writes was sent, and nothing is certain.
   * @throws What the driver throws: a SQLSTATE or a lost connection.
   */
  readonly ask: (ask: Ask) => Promise<Told>;
  /** The same as a part of a batch, where other requests for its routine are there too. */
  readonly ride: (plan: BatchPlan, ride: Ride) => Promise<Told>;
  /** What would turn a request with so much time away now; undefined when it may come. */
  readonly refusal: (plan: BatchPlan | null, leftMs: number) => TurnedAway | undefined;
  /** Since the start. */
  readonly batches: Batcher['counts'];
  /** How many were turned away since the start, and why. */
  readonly turned: Admission['turned'];
  /** Turns away who waits and who comes; resolves when the last connection is closed. */
  readonly close: () => Promise<void>;
}

/** A request doesn't wait longer for a connection: its client would have gone. */
const connectMs = 2_000;

/** A connection lives so long: what is prepared on it does not grow old, and servers may move. */
const KEPT_SECONDS = 1_800;

/** What every session of a lane keeps to. */
const SESSION = [
  'client_min_messages=warning', // what a commit says of its standby, and nothing less
  // the backend of a service that is gone, with a word or without, ends its statement and its locks
  'client_connection_check_interval=2s',
  'tcp_keepalives_idle=15',
  'tcp_keepalives_interval=5',
  'tcp_keepalives_count=3',
  'tcp_user_timeout=30000',
] as const;

/** Opens a lane; nothing is sent before the first statement. */
export function openLane({ name, places, seats, batches = true, ...target }: LaneOptions): Lane {
  const admission = new Admission({ places, seats });
  const options = [...(target.options ?? []), ...SESSION];
  const kept = { ...target, connectMs, keptSeconds: KEPT_SECONDS };
  const database = connect({ ...kept, options, max: places, name: `procwright ${name}` });
  const control = connect({ ...kept, max: 1, name: `procwright ${name} cancel` });

  const ways = { connections: new Connections(database), canceller: new Canceller(control) };
  watchCommits(database.$pool);
  splitRows(database.$pool);

  const askOnce = async (wanted: Ask): Promise<Told> => {
    const askedAt = now();
    const enteredAt = await admission
      .enter(wanted)
      .finally(() => {
        if (wanted.timing) wanted.timing.queueMs += now() - askedAt;
      })
      .then(now);
    try {
      return await runStatement(ways, wanted);
    } finally {
      const heldMs = now() - enteredAt;
      const isNextIn = admission.leave(heldMs);
      if (wanted.timing) wanted.timing.databaseMs += heldMs;
      if (isNextIn) await setImmediate(); // the next statement leaves before this answer is written
    }
  };

  const budget = new RepeatBudget();
  const ask = (wanted: Ask) => askUntilCertain(askOnce, wanted, budget);
  const batcher = new Batcher(ask);
  return {
    name,
    database,
    get counts() {
      return { inside: admission.inside, waiting: admission.waiting + batcher.waiting };
    },
    ask,
    ride: (plan, ride) => (batches ? batcher.ride(plan, ride) : ask(ride.alone)),
    refusal: (plan, leftMs) =>
      plan === null || !batches ? admission.refusal(leftMs) : batcher.refusal(plan, leftMs),
    batches: batcher.counts,
    turned: admission.turned,
    close: async () => {
      admission.stop();
      await Promise.all([database.$pool.end(), control.$pool.end()]);
    },
  };
}

const now = (): number => performance.now();

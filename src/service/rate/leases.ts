import type { Rate } from '../../catalog/contract.ts';
import type { Lane } from '../lane/lane.ts';

/** Whether a request may go on, and what its caller has left. */
export interface Allowance {
  readonly isGranted: boolean;
  /** Requests that are left in the window, as far as this process knows. */
  readonly left: number;
  /** Milliseconds until the whole quota is there again. */
  readonly resetMs: number;
}

/** Counts requests against limits that all processes of a service share. */
export interface Leases {
  /** @param subject - Whose requests are counted together: `actor:alice`. */
  readonly take: (rate: Rate, subject: string) => Promise<Allowance>;
  /** Since the start: shares that were asked for, requests that were let in, and turned away. */
  readonly counts: { readonly asked: number; readonly granted: number; readonly refused: number };
  /** Subjects that are remembered now, a policy each. */
  readonly subjects: number;
}

/** What a process has been handed out for one subject, and has not used yet. */
interface Slot {
  units: number;
  /** What was left for everybody when it was handed out. */
  remaining: number;
  /** The end of the window, on the clock of this process. */
  until: number;
  /** What to ask for next. */
  wanted: number;
  isExhausted: boolean;
  asking: Promise<void> | undefined;
}

/** How many subjects are remembered; past these the oldest goes, with what it has left. */
const MOST_KEPT = 10_000;

/** Milliseconds that the database may take to answer. */
const PATIENCE_MS = 2_000;

/**
 * Takes from a quota in shares: one statement hands out many requests, each of them is then counted
 * in this process alone. A share is twice as large as the one before it in the same window, and the
 * database gives no more than an eighth of what is left (`procwright.take_rate`): never is more
 * granted than the quota, however many processes there are. Who is over it costs no statement.
 *
 * @throws What the lane throws: a limit that can't be judged lets nobody in.
 */
export function openLeases(
  lane: Pick<Lane, 'ask'>,
  now: () => number = () => performance.now(),
): Leases {
  const slots = new Map<string, Slot>();
  const counts = { asked: 0, granted: 0, refused: 0 };

  const slotOf = (rate: Rate, subject: string): Slot => {
    const key = `${rate.policy} ${subject}`;
    const known = slots.get(key);
    if (known && (known.until > now() || known.asking)) return known;
    const slot = emptySlot(rate);
    slots.delete(key);
    slots.set(key, slot);
    const [oldest] = slots.keys();
    if (slots.size > MOST_KEPT && oldest !== undefined) slots.delete(oldest);
    return slot;
  };

  const refill = async (slot: Slot, rate: Rate, subject: string) => {
    counts.asked++;
    const { granted, remaining, endsInMs } = await askFor(lane, rate, subject, slot.wanted);
    slot.units += granted;
    slot.remaining = remaining;
    slot.until = now() + endsInMs;
    slot.isExhausted = granted === 0;
    slot.wanted = granted * 2;
  };

  const take = async (rate: Rate, subject: string): Promise<Allowance> => {
    for (;;) {
      const slot = slotOf(rate, subject);
      if (slot.units > 0 || slot.isExhausted) {
        counts[slot.units > 0 ? 'granted' : 'refused']++;
        return use(slot, now());
      }
      slot.asking ??= refill(slot, rate, subject).finally(() => (slot.asking = undefined));
      await slot.asking;
    }
  };
  return {
    take,
    counts,
    get subjects() {
      return slots.size;
    },
  };
}

/** Of a quota, one part in so many is asked for at first. */
const FIRST_SHARE = 64;

function emptySlot({ amount }: Rate): Slot {
  const wanted = Math.ceil(amount / FIRST_SHARE);
  return { units: 0, remaining: 0, until: 0, wanted, isExhausted: false, asking: undefined };
}

function use(slot: Slot, now: number): Allowance {
  const isGranted = slot.units > 0;
  if (isGranted) slot.units--;
  return {
    isGranted,
    left: slot.units + slot.remaining,
    resetMs: Math.max(0, slot.until - now),
  };
}

async function askFor(lane: Pick<Lane, 'ask'>, rate: Rate, subject: string, wanted: number) {
  const { rows } = await lane.ask({
    name: 'take_rate',
    text: TAKE_RATE,
    values: [rate.policy, subject, rate.amount, rate.windowMs, wanted].map(String),
    deadline: performance.now() + PATIENCE_MS,
    signal: new AbortController().signal,
    mayRepeat: true, // at worst a share is lost until the window ends
    writes: false, // nobody has to know what became of it
  });
  const [granted = 0, remaining = 0, endsInMs = 0] = (rows[0] ?? []).map(Number);
  return { granted, remaining, endsInMs };
}

const TAKE_RATE = `
select t.granted, t.remaining, t.ends_in_ms
from procwright.take_rate($1, $2, $3, $4, $5) as t
`;

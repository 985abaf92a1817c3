/** One end of a partition. */
export interface PartitionBound {
  /** As people read it: a uuid of a time is that time. */
  readonly text: string;
  /** The time it stands for; null where the type has none, and for MINVALUE and MAXVALUE. */
  readonly at: Date | null;
}

/** Both ends of a range, the second one excluded; null for a default partition. */
export function readBounds(
  clause: string,
  type: string,
): readonly [PartitionBound, PartitionBound] | null {
  const [, from, to] = /^FOR VALUES FROM \((.*)\) TO \((.*)\)$/.exec(clause) ?? [];
  return from === undefined || to === undefined
    ? null
    : [readBound(from, type), readBound(to, type)];
}

function readBound(literal: string, type: string): PartitionBound {
  const value = /^'(.*)'$/.exec(literal)?.[1] ?? literal;
  if (type === 'uuid') return readUuid(value);
  const isTime = type === 'date' || type.startsWith('timestamp');
  const at = isTime ? timeOf(value) : null;
  return { text: at === null ? value : isoOf(at), at };
}

/**
 * A bound of uuids by time is its first 48 bits, milliseconds since 1970, and nothing behind them
 * (RFC 9562, 5.7). Another uuid stands for itself.
 */
function readUuid(value: string): PartitionBound {
  const digits = value.replaceAll('-', '');
  const at = new Date(Number.parseInt(digits.slice(0, 12), 16));
  const isTime = /^0{20}$/.test(digits.slice(12)) && at.getTime() < LATEST;
  return isTime ? { text: isoOf(at), at } : { text: value, at: null };
}

/** A session in UTC writes `2026-01-01`, `2026-01-01 00:00:00` or that with `+00`. */
function timeOf(value: string): Date | null {
  const [, day, time = '00:00:00'] =
    /^(\d{4}-\d\d-\d\d)(?: ([\d:.]+)(?:\+00)?)?$/.exec(value) ?? [];
  return day === undefined ? null : new Date(`${day}T${time}Z`);
}

/** `2026-01-01` at midnight, else with the time; always UTC. */
function isoOf(at: Date): string {
  return at.toISOString().replace(/T00:00:00\.000Z$/, '');
}

const LATEST = Date.UTC(3000, 0);

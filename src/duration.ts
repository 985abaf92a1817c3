const UNITS = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** Milliseconds of a duration as people write it: `30s`, `15m`, `12h`, `90d`; else null. */
export function readDuration(text: string): number | null {
  const [, count = '', unit = ''] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  return unit === '' ? null : Number(count) * UNITS[unit as keyof typeof UNITS]; // just matched
}

import { type PhaseFigures, SLICE_MS } from './load.ts';

/** Writes down what happens in a phase. Times are on the clock of `performance.now()`. */
export class PhaseBook {
  readonly #begin: number;
  readonly #seconds: number;
  readonly #statuses: Record<string, number> = {};
  readonly #waits: number[] = [];
  readonly #slices: [number, number][] = [];
  #late = 0;
  #cut = 0;
  #goodWithin = 0;

  constructor(begin: number, seconds: number) {
    this.#begin = begin;
    this.#seconds = seconds;
  }

  answered(status: number, since: number, now: number): void {
    this.#statuses[status] = (this.#statuses[status] ?? 0) + 1;
    const isGood = status >= 200 && status < 300;
    this.#count(now, isGood);
    if (!isGood) return;
    this.#waits.push(now - since);
    if (now - this.#begin <= this.#seconds * 1000) this.#goodWithin++;
  }

  late(now: number, count = 1): void {
    this.#late += count;
    for (let i = 0; i < count; i++) this.#count(now, false);
  }

  cut(now: number): void {
    this.#cut++;
    this.#count(now, false);
  }

  figures(now: number): PhaseFigures {
    const waits = Float64Array.from(this.#waits).sort();
    const at = (share: number) => waits[Math.ceil(waits.length * share) - 1] ?? NaN;
    return {
      seconds: (now - this.#begin) / 1000,
      statuses: this.#statuses,
      late: this.#late,
      cut: this.#cut,
      goodRate: this.#goodWithin / this.#seconds,
      p50: at(0.5),
      p99: at(0.99),
      slices: Array.from(this.#slices, (slice) => slice ?? [0, 0]),
    };
  }

  #count(now: number, isGood: boolean): void {
    const slice = (this.#slices[Math.floor((now - this.#begin) / SLICE_MS)] ??= [0, 0]);
    slice[isGood ? 0 : 1]++;
  }
}

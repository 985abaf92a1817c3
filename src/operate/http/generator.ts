import { connect, type Socket } from 'node:net';

import { AnswerReader } from './answer-reader.ts';
import type { CallTemplate } from './call-template.ts';
import type { Phase, PhaseFigures } from './load.ts';
import { PhaseBook } from './phase-book.ts';

interface Line {
  readonly socket: Socket;
  readonly reader: AnswerReader;
  /** When the request was due that it carries; null while it is idle. */
  since: number | null;
}

/** Milliseconds between two looks: for what is due, and for what is late. */
const TICK_MS = 1;

/**
 * Sends one call again and again over connections that stay open, from a phase to the next. A
 * request's time counts from when it was due, not from when a connection was free for it.
 */
export class Generator {
  readonly #address: { readonly host: string; readonly port: number };
  readonly #call: CallTemplate;
  readonly #lines = new Set<Line>();
  #idle: Line[] = [];
  #due: number[] = [];
  #book = new PhaseBook(0, 1);
  #phase: Phase = { seconds: 0, connections: 0, rate: null, patienceMs: 0 };
  #end = 0;
  #fault: Error | null = null;

  constructor(address: { readonly host: string; readonly port: number }, call: CallTemplate) {
    this.#address = address;
    this.#call = call;
  }

  /** Runs a phase until its last answer is there. @throws When an answer can't be read. */
  async run(phase: Phase): Promise<PhaseFigures> {
    const begin = performance.now();
    this.#phase = phase;
    this.#end = begin + phase.seconds * 1000;
    this.#book = new PhaseBook(begin, phase.seconds);
    this.#due = [];
    for (const line of this.#idle.splice(phase.connections)) this.#drop(line);
    if (phase.rate === null) this.#due = Array.from({ length: phase.connections }, () => begin);

    let next = begin;
    await new Promise<void>((resolve) => {
      const ticking = setInterval(() => {
        const now = performance.now();
        if (phase.rate !== null) {
          for (; next <= Math.min(now, this.#end); next += gapMs(phase.rate)) this.#due.push(now);
        }
        this.#send(now);
        this.#giveUp(now);
        const isDone = now > this.#end && this.#due.length === 0 && this.#isQuiet();
        if (!isDone && !this.#fault) return;
        clearInterval(ticking);
        resolve();
      }, TICK_MS);
    });
    if (this.#fault) throw this.#fault;
    return this.#book.figures(performance.now());
  }

  close(): void {
    for (const line of this.#lines) this.#drop(line);
  }

  #isQuiet(): boolean {
    return this.#idle.length === this.#lines.size;
  }

  /** Gives what is due to free connections, and opens more where there may be more. */
  #send(now: number): void {
    while (this.#due.length > 0) {
      const line = this.#idle.pop() ?? this.#open();
      if (!line) return;
      line.since = this.#due.shift() ?? now;
      line.socket.write(this.#call.next(), 'latin1');
    }
  }

  #open(): Line | undefined {
    if (this.#lines.size >= this.#phase.connections) return undefined;
    const socket = connect(this.#address);
    socket.setNoDelay(true);
    const line: Line = { socket, reader: new AnswerReader(), since: null };
    socket.on('data', (bytes) => this.#read(line, bytes));
    socket.on('error', () => undefined); // 'close' comes behind it
    socket.on('close', () => this.#lost(line));
    this.#lines.add(line);
    return line;
  }

  #read(line: Line, bytes: Buffer): void {
    try {
      const answer = line.reader.feed(bytes);
      if (answer === null || line.since === null) return;
      const now = performance.now();
      this.#book.answered(answer.status, line.since, now);
      line.since = null;
      if (answer.staysOpen) this.#idle.push(line);
      else this.#drop(line);
      this.#goOn(now);
      this.#send(now);
    } catch (error) {
      this.#fault = error instanceof Error ? error : new Error(String(error));
    }
  }

  #lost(line: Line): void {
    if (!this.#lines.has(line)) return;
    const now = performance.now();
    if (line.since !== null) this.#book.cut(now);
    this.#drop(line);
    this.#goOn(now);
  }

  /** After an answer, a cut or a late one comes the next, where nothing else sets the pace. */
  #goOn(now: number): void {
    if (this.#phase.rate === null && now < this.#end) this.#due.push(now);
  }

  #giveUp(now: number): void {
    const since = now - this.#phase.patienceMs;
    for (const line of this.#lines) {
      if (line.since === null || line.since > since) continue;
      this.#book.late(now);
      this.#drop(line);
      this.#goOn(now);
    }
    let late = 0;
    while ((this.#due[late] ?? Infinity) <= since) late++;
    if (late > 0) this.#book.late(now, this.#due.splice(0, late).length);
  }

  #drop(line: Line): void {
    this.#lines.delete(line);
    this.#idle = this.#idle.filter((other) => other !== line);
    line.socket.destroy();
  }
}

/** Milliseconds until the next of requests that come independently of each other. */
function gapMs(rate: number): number {
  return (-Math.log(1 - Math.random()) / rate) * 1000;
}

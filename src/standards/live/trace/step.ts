import type { Statement } from '../../statement.ts';
import { type Effect, type World } from './effects.ts';
import type { Dropped, Message } from './session.ts';
import type { Snapshot } from './snapshot.ts';

/** One command that was watched, or what a whole statement did beside such commands. */
export interface Step {
  /** The statement at the top of the file. */
  readonly top: Statement;
  /** `ALTER TABLE`, `UPDATE`; null for what no trigger tells. */
  readonly tag: string | null;
  /** The call stack of the server, the innermost first; empty at the top. */
  readonly where: string;
  readonly before: Snapshot;
  readonly after: Snapshot;
  readonly effects: readonly Effect[];
  readonly dropped: readonly Dropped[];
}

interface OpenStep {
  readonly tag: string | null;
  readonly where: string;
  readonly before: Snapshot;
  after: Snapshot;
  readonly effects: Map<string, Effect>;
  dropped: readonly Dropped[];
}

/** What was seen while one statement ran. */
export interface Run {
  readonly top: Statement;
  readonly before: Snapshot;
  readonly messages: readonly Message[];
  readonly after: Snapshot;
}

/**
 * Divides what a statement did among the commands that ran in it, the innermost first; what falls
 * between them is the statement's own.
 */
export function stepsOf({ top, before, messages, after }: Run, world: World): readonly Step[] {
  const whole = openStep(null, '', before);
  const steps: OpenStep[] = [whole];
  const stack: OpenStep[] = [whole];
  let last = before;
  let truncation: OpenStep | null = null; // its trigger still sees the old file
  const advance = (to: Snapshot): OpenStep => {
    const inner = truncation ?? stack.at(-1) ?? whole;
    truncation = null;
    world.advance(to, inner.effects);
    inner.after = to;
    last = to;
    return stack.at(-1) ?? whole;
  };
  const begin = (step: OpenStep): void => {
    steps.push(step);
    stack.push(step);
  };
  world.advance(before, new Map());
  for (const { kind, tag, where, state, dropped } of messages) {
    const isLate = tag === TRUNCATE || (top.body === null && WRITES.has(tag)); // it has its lock
    if (kind === 'start' && isLate) begin(openStep(tag, where, last));
    const open = advance(state);
    if (kind === 'drop') open.dropped = [...open.dropped, ...dropped];
    else if (kind === 'start' && !isLate) begin(openStep(tag, where, state));
    else if (kind === 'end' && stack.length > 1) {
      const ended = stack.pop();
      if (ended?.tag === TRUNCATE) truncation = ended;
    }
  }
  advance(after);
  return steps.map(({ effects, ...step }) => ({ top, ...step, effects: [...effects.values()] }));
}

const TRUNCATE = 'TRUNCATE';
const WRITES: ReadonlySet<string> = new Set(['INSERT', 'UPDATE', 'DELETE']);

function openStep(tag: string | null, where: string, before: Snapshot): OpenStep {
  return { tag, where, before, after: before, effects: new Map(), dropped: [] };
}

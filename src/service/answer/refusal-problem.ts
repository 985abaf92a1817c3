import { statusOfCode } from '../../contract/status-of-code.ts';
import { Problem, problem } from './problem.ts';

/** A routine's no, raised or returned: both make the same document. */
export interface Refusal {
  readonly code: string;
  readonly title: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * The problem of a refusal: its class is the status, its facts are members. The fact `argument`
 * names the field at fault and becomes a pointer.
 *
 * A class without a status of its own is a fault of ours: its facts may name tables, and stay in.
 */
export function refusalProblem({ code, title, facts }: Refusal, cause?: unknown): Problem {
  const status = statusOfCode(code) ?? 500;
  if (status >= 500) return problem('internal', { cause });
  const { argument, ...members } = facts;
  const errors =
    typeof argument === 'string' ? [{ pointer: `#/${argument}`, code, detail: title }] : [];
  return new Problem({ code, status, title }, { errors, members, cause });
}

/** The refusal that a routine returned; undefined when the column holds none. */
export function readRefusal(text: string | null): Refusal | undefined {
  if (text === null) return undefined;
  const value = JSON.parse(text) as Partial<Refusal>; // jsonb: PostgreSQL wrote it
  const { code = '', title = '', facts = {} } = value;
  return { code, title, facts };
}

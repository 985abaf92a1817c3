import { Parser, type Result } from 'tap-parser';

/** One assertion of a TAP stream, with the lines that explain it. */
export interface TapAssertion {
  readonly isGood: boolean;
  readonly name: string;
  /** Why it was skipped; null when it wasn't. */
  readonly skipped: string | null;
  readonly notes: readonly string[];
}

/** All that a TAP stream tells. */
export interface Tap {
  readonly assertions: readonly TapAssertion[];
  /** How many were planned; null without a plan. */
  readonly planned: number | null;
  /** Why the file gave up; null when it didn't. */
  readonly bailout: string | null;
}

/** Reads TAP; what is none of it (the answer of a fixture's query) is passed over. */
export function readTap(text: string): Tap {
  const assertions: (TapAssertion & { notes: string[] })[] = [];
  const parser = new Parser();
  parser.on('assert', (result: Result) => assertions.push(assertionOf(result)));
  parser.on('comment', (comment: string) => {
    const note = comment.replace(/^#\s?/, '').trimEnd();
    assertions.at(-1)?.notes.push(note);
  });
  parser.end(text);
  const bailout = parser.results?.bailout ?? false;
  return {
    assertions,
    planned: parser.results?.plan.end ?? null,
    bailout: bailout === false ? null : String(bailout),
  };
}

function assertionOf({ ok, name, skip, todo }: Result): TapAssertion & { notes: string[] } {
  return {
    isGood: ok || todo !== false,
    name,
    skipped: skip === false ? null : skip === true ? 'without a reason' : skip,
    notes: [],
  };
}

/** What a waiver says. */
export interface WaiverWords {
  /** The rule's id or its name. */
  readonly rule: string;
  readonly reason: string;
  /** The last day on which it holds: YYYY-MM-DD. */
  readonly until: string;
}

/** What a comment holds that is a waiver, or means to be one. */
export const WAIVER_MARK = /procwright:allow/i;

const FORM = /^--\s*procwright:allow\s+(?<rule>\S+)\s+(?<reason>.*\S)\s+until=(?<until>\S+)\s*$/;
const RULE = /^(?:[A-Z]{2}\d{2,3}|[a-z][a-z0-9-]*)$/;

/**
 * Reads `-- procwright:allow RULE reason until=YYYY-MM-DD`. Null where something is missing, where
 * the reason has no word, where there is no such day, and where a second one stands behind it.
 */
export function parseWaiver(comment: string): WaiverWords | null {
  const { rule, reason, until } = FORM.exec(comment)?.groups ?? {};
  if (rule === undefined || reason === undefined || until === undefined) return null;
  if (WAIVER_MARK.test(reason)) return null; // two in one comment: the second would be lost
  const isWhole = RULE.test(rule) && /\p{L}{2}/u.test(reason) && isDay(until);
  return isWhole ? { rule, reason, until } : null;
}

function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

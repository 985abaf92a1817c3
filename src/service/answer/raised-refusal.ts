import { statusOfCode } from '../../contract/status-of-code.ts';
import { sqlState } from '../../db/sqlstate.ts';
import type { Refusal } from './refusal-problem.ts';

/**
 * The refusal that a routine raised: SQLSTATE is the code, MESSAGE the title, DETAIL the facts.
 *
 * @returns Undefined for a fault, of PostgreSQL or of a class that has no status below 500.
 */
export function raisedRefusal(error: unknown): Refusal | undefined {
  const code = sqlState(error);
  if (!(error instanceof Error) || (statusOfCode(code) ?? 500) >= 500) return undefined;
  const detail = 'detail' in error && typeof error.detail === 'string' ? error.detail : '';
  return { code, title: error.message, facts: factsIn(detail) };
}

/** The facts in a DETAIL; text that is no JSON object is none, and stays inside. */
function factsIn(detail: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(detail);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {}; // a raise without facts
  }
}

import type { Response } from 'express';

import type { Rate } from '../../catalog/contract.ts';
import { type Problem, problem } from '../answer/problem.ts';
import type { Allowance } from './leases.ts';

/**
 * Tells a client its limit, and what is left of it (draft-ietf-httpapi-ratelimit-headers-10):
 * `RateLimit-Policy: "writes";q=100;w=60` and `RateLimit: "writes";r=42;t=17`.
 */
export function tellRate(response: Response, rate: Rate, { left, resetMs }: Allowance): void {
  response.setHeader('RateLimit-Policy', policyField(rate));
  response.setHeader('RateLimit', `"${rate.policy}";r=${left};t=${wholeSeconds(resetMs)}`);
}

/** The problem of who is over a limit, with the numbers of that limit. */
export function quotaExceeded({ policy, amount, windowMs }: Rate, { resetMs }: Allowance): Problem {
  const members = {
    'violated-policies': [policy],
    quota: amount,
    window_seconds: windowMs / 1000,
  };
  const headers = { 'Retry-After': String(Math.max(1, wholeSeconds(resetMs))) };
  return problem('quota-exceeded', { members, headers });
}

const policyField = ({ policy, amount, windowMs }: Rate): string =>
  `"${policy}";q=${amount};w=${windowMs / 1000}`;

/** Rounded up: who waits so long is not too early. */
const wholeSeconds = (ms: number): number => Math.ceil(ms / 1000);

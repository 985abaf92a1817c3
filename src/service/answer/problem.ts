import type { Response } from 'express';

import { isRetryable, type ProblemCode, problemEntry, PROBLEMS } from './problem-register.ts';

/** A field of the request that is at fault. */
export interface FieldFault {
  /** `#/quantity`: the argument, wherever it was sent. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What a problem document says beside its code. */
export interface ProblemDetails {
  readonly errors?: readonly FieldFault[];
  /** Further members: facts. They never hide the members of RFC 9457. */
  readonly members?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cause?: unknown;
}

/** An answer other than success: thrown anywhere on a request's way, written in one place. */
export class Problem extends Error {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly details: ProblemDetails;

  constructor(what: Pick<Problem, 'code' | 'status' | 'title'>, details: ProblemDetails = {}) {
    super(`${what.status} ${what.code}`, { cause: details.cause });
    this.name = 'Problem';
    this.code = what.code;
    this.status = what.status;
    this.title = what.title;
    this.details = details;
  }
}

/** A problem of the service's own list. */
export function problem(code: ProblemCode, details: ProblemDetails = {}): Problem {
  const { status, title } = PROBLEMS[code];
  return new Problem({ code, status, title }, details);
}

/** The document of a problem (RFC 9457). */
export function problemDocument({ code, status, title, details }: Problem, request: string) {
  const { errors = [], members } = details;
  const retryable = isRetryable(code);
  const own = { type: `/problems/${code}`, title, status, code, request, retryable };
  const { facts } = problemEntry(code) ?? {};
  const faults = errors.length === 0 ? {} : { errors };
  return { ...own, ...faults, ...facts, ...members, ...own, ...faults };
}

/** The document as it is sent. */
export function problemText(found: Problem, request: string): string {
  return JSON.stringify(problemDocument(found, request));
}

/** The fields that go with it, name after value; of a body of so many bytes. */
export function problemFields({ code, details }: Problem, bytes: number): readonly string[] {
  const retryAfter = problemEntry(code)?.retryAfter;
  const own = retryAfter === undefined ? {} : { 'Retry-After': String(retryAfter) };
  return [
    ...Object.entries({ ...own, ...details.headers }).flat(),
    'Content-Type',
    'application/problem+json',
    'Content-Length',
    String(bytes),
    'Cache-Control',
    'no-store',
  ];
}

/** Answers with a problem, unless an answer has begun already. */
export function sendProblem(response: Response, found: Problem, request: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const body = problemText(found, request);
  const fields = problemFields(found, Buffer.byteLength(body));
  for (let i = 0; i < fields.length; i += 2) {
    response.setHeader(fields[i] ?? '', fields[i + 1] ?? '');
  }
  response.status(found.status).end(body);
}

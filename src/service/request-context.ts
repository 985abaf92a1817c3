import type { Response } from 'express';

import type { Argument } from '../catalog/routine.ts';
import type { LiveContract } from './contract/live-contract.ts';
import type { Resource } from './contract/resource.ts';
import type { Served } from './contract/served.ts';
import type { Kept } from './keyed/answer-shape.ts';
import type { Told } from './lane/ask.ts';
import type { LeaveSignal } from './lane/leave-signal.ts';
import { noTime, type Timing } from './lane/timing.ts';
import type { Trace } from './middleware/trace.ts';

/** Who asks. */
export interface Caller {
  readonly actor: string;
  readonly scopes: ReadonlySet<string>;
}

/** What is known of a request; each middleware adds what it found out. */
export interface RequestContext {
  /** 32 hex digits: trace id, Request-Id and `p_trace` in one. */
  readonly id: string;
  readonly trace: Trace;
  readonly timing: Timing;
  /** On the clock of `performance.now()`. */
  readonly startedAt: number;
  /** On the same clock: when the answer has to be there; infinite before its route is found. */
  deadline: number;
  /** Aborted when the client leaves before its answer is complete. */
  readonly signal: LeaveSignal;
  /** The contract that was served when the request came; another only where its routine changed. */
  live: LiveContract;
  /** What the path names; null before it was looked up, and on the service's own pages. */
  resource: Resource | null;
  /** The values in the path, decoded. */
  pathValues: Readonly<Record<string, string>>;
  served: Served | null;
  caller: Caller | null;
  /** The body of a POST: one JSON object. */
  body: Readonly<Record<string, unknown>>;
  /** What the client gives, by the arguments' keys; it fits the schema. */
  input: Readonly<Record<string, unknown>>;
  /** Where the page begins. */
  cursor: { readonly argument: Argument; readonly value: string } | null;
  /** What the routine answered. */
  told: Told;
  /** The answer, when it is kept for repetitions; null when it isn't. */
  kept: Kept | null;
  /** The code of the problem that ended the request; null where none did. */
  problem: string | null;
}

/** The context of a request that has come: nothing is known of it but its ids. */
export function newContext(trace: Trace, live: LiveContract, signal: LeaveSignal): RequestContext {
  return {
    id: trace.traceId,
    trace,
    startedAt: performance.now(),
    deadline: Number.POSITIVE_INFINITY,
    timing: noTime(),
    signal,
    live,
    resource: null,
    pathValues: {},
    served: null,
    caller: null,
    body: {},
    input: {},
    cursor: null,
    told: { columns: [], rows: [] },
    kept: null,
    problem: null,
  };
}

/** Where an answer carries its context: a WeakMap of them is dear to the garbage collector. */
const CONTEXT = Symbol('context');

interface Carrier extends Response {
  [CONTEXT]?: RequestContext;
}

/** Opens the context of a request. */
export function setContext(response: Response, context: RequestContext): void {
  const carrier: Carrier = response;
  carrier[CONTEXT] = context;
}

/** The context of a request. @throws Before the first middleware opened it. */
export function contextOf(response: Response): RequestContext {
  const carrier: Carrier = response;
  const context = carrier[CONTEXT];
  if (!context) throw new Error('The request has no context: open-request comes first.');
  return context;
}

/** A request that has found its route. */
export type ServedContext = RequestContext & { readonly served: Served };

/** The context of a request that has found its route. @throws Where it hasn't yet. */
export function servedOf(response: Response): ServedContext {
  const context = contextOf(response);
  if (isServed(context)) return context;
  throw new Error('The request has no route: find-route comes first.');
}

const isServed = (context: RequestContext): context is ServedContext => context.served !== null;

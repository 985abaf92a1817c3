import { type Logger, logQuickly } from '../../logger.ts';
import type { RequestContext } from '../request-context.ts';
import { accessLine, type Ended } from './access-log.ts';

/** Requests of a crowd that have a line of their own, in each span of time. */
const MOST_LINES = 20;

/** Milliseconds. */
const SPAN_MS = 1_000;

/** Requests without a line of their own, which are alike in what their line would say. */
interface Alike {
  readonly method: string;
  readonly route: string;
  readonly status: number;
  count: number;
}

/** Writes the lines of requests that were turned away. */
export type CrowdLog = (context: RequestContext, ended: Ended) => void;

/**
 * Writes the first lines of each second, and one for all others of a route together. A crowd is
 * turned away by the thousand, and a line each takes as long as all the rest of saying no, and
 * fills a disk with the same words. The metrics count each.
 */
export function openCrowdLog(log: Logger, spanMs = SPAN_MS): CrowdLog {
  const others = new Map<string, Alike>();
  let lines = 0;

  const endSpan = () => {
    lines = 0;
    for (const alike of others.values()) logQuickly(log, 'requests turned away', { ...alike });
    others.clear();
  };

  return (context, ended) => {
    if (lines === 0) setTimeout(endSpan, spanMs).unref();
    lines++;
    if (lines <= MOST_LINES) return logQuickly(log, 'request', accessLine(context, ended));
    const { method, status } = ended;
    const route = context.resource?.path ?? 'none';
    const key = `${method} ${route}`;
    const known = others.get(key);
    if (known) known.count++;
    else others.set(key, { method, route, status, count: 1 });
  };
}

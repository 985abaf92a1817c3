import { type Logger, logQuickly } from '../../logger.ts';
import { readTrace, type Trace } from '../middleware/trace.ts';
import type { Metrics } from '../pages/metrics.ts';
import type { RequestContext } from '../request-context.ts';
import { accessLine, type Ended } from './access-log.ts';
import { openCrowdLog } from './crowd-log.ts';
import type { SpanMaker } from './spans.ts';

/** What is told of one request. */
export interface Telling {
  /** The ids that the request is known by, here and in the database. */
  readonly trace: Trace;
  /** Tells how it ended: to be called once. */
  readonly end: (context: RequestContext, ended: Ended) => void;
}

/** Begins to tell of a request, by its `traceparent`. */
export type Teller = (traceparent: string | undefined) => Telling;

/** Where it is told. */
export interface TellerNeeds {
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Absent where nobody records spans. */
  readonly spans?: SpanMaker | undefined;
}

/** Opens what tells of requests: each has one observation, one log line and, if wanted, a span. */
export function openTeller({ metrics, log, spans }: TellerNeeds): Teller {
  const crowdLine = openCrowdLog(log);
  return (traceparent) => {
    const watched = spans?.(traceparent);
    return {
      trace: watched?.trace ?? readTrace(traceparent),
      end: (context, ended) => {
        metrics.observe(context, ended);
        if (context.problem === 'at-limit') crowdLine(context, ended);
        else logQuickly(log, 'request', accessLine(context, ended));
        watched?.end(context, ended);
      },
    };
  };
}

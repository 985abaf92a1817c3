import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';

import { databaseProblem } from '../answer/database-problem.ts';
import { problemFields, problemText } from '../answer/problem.ts';
import type { ContractKeeper } from '../contract/contract-keeper.ts';
import type { Resource } from '../contract/resource.ts';
import type { Served } from '../contract/served.ts';
import type { Lane } from '../lane/lane.ts';
import { Leaving } from '../lane/leave-signal.ts';
import type { TurnedAway } from '../lane/turned-away.ts';
import { SECURITY_FIELDS } from '../middleware/security-fields.ts';
import { traceparentOf } from '../middleware/trace.ts';
import type { Teller } from '../observe/teller.ts';
import { newContext } from '../request-context.ts';

/** What the door leans on. */
export interface DoorNeeds {
  readonly keeper: ContractKeeper;
  readonly lanes: { readonly read: Lane; readonly write: Lane };
  readonly tell: Teller;
}

/** A request that its lane does not let in. */
interface Refused {
  readonly resource: Resource;
  readonly served: Served;
  readonly refusal: TurnedAway;
}

/**
 * Puts a door before an application: a request that its lane would turn away in the end is answered
 * here, before the application has seen it, and with the same answer. Where four times as many come
 * as can be served, most of the work is saying no, and it has to leave the processor to those who
 * are let in (docs/adr/0040).
 */
export function turnAway(app: RequestListener, needs: DoorNeeds): RequestListener {
  const prepare = openPreparing();
  let turned: Turning[] = []; // answered behind what the database has sent meanwhile
  const answerAll = () => {
    const all = turned;
    turned = [];
    for (const one of all) answer(one, needs);
  };
  return (request, response) => {
    const refused = findRefusal(request, needs);
    if (!refused) return app(request, response);
    if (turned.length === 0) setImmediate(answerAll);
    turned.push({ request, response, ...refused, ...prepare(refused.refusal) });
  };
}

/** What is no route goes by: the application's answer to it costs the database nothing. */
function findRefusal(
  { method = '', url = '' }: IncomingMessage,
  { keeper, lanes }: DoorNeeds,
): Refused | undefined {
  const query = url.indexOf('?');
  const resource = keeper.live.findResource(query < 0 ? url : url.slice(0, query));
  const served = resource?.byMethod.get(method === 'HEAD' ? 'GET' : method);
  if (!resource || !served) return undefined;
  const { batch, endpoint } = served;
  const lane = endpoint.route.method === 'GET' ? lanes.read : lanes.write;
  const refusal = lane.refusal(batch, endpoint.route.timeoutMs);
  return refusal && { resource, served, refusal };
}

/** An answer that lacks its request's id. */
interface Prepared {
  readonly status: number;
  readonly code: string;
  readonly bytes: number;
  /** Name after value. */
  readonly fields: readonly string[];
  /** Its text before and after the id. */
  readonly text: readonly [before: string, after: string];
}

/** As long as any id. */
const SOME_ID = '0'.repeat(32);

/** Keeps answers by what they differ in: whether the service stops, and the seconds to wait. */
function openPreparing(): (refusal: TurnedAway) => Prepared {
  const kept = new Map<number, Prepared>();
  return (refusal) => {
    const key = refusal.reason === 'stopping' ? 0 : refusal.retryAfterSeconds;
    const known = kept.get(key);
    if (known) return known;
    const prepared = preparedOf(refusal);
    kept.set(key, prepared);
    return prepared;
  };
}

function preparedOf(refusal: TurnedAway): Prepared {
  const found = databaseProblem(refusal);
  const text = problemText(found, SOME_ID);
  const bytes = Buffer.byteLength(text);
  const [before = '', after = ''] = text.split(SOME_ID);
  const isLast = refusal.reason === 'stopping';
  const fields = [
    ...SECURITY_FIELDS,
    ...problemFields(found, bytes),
    ...(isLast ? ['Connection', 'close'] : []),
  ];
  return { status: found.status, code: found.code, bytes, fields, text: [before, after] };
}

interface Turning extends Refused, Prepared {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

/** Told of in the line and the counts of any other request. */
function answer(turning: Turning, { keeper, tell }: DoorNeeds): void {
  const { request, response, resource, served, status, code, bytes, fields, text } = turning;
  const { method = '', headers } = request;
  const { trace, end } = tell(textOf(headers['traceparent']));
  const context = newContext(trace, keeper.live, new Leaving());
  const own = trace.parentId === null ? [] : ['traceparent', traceparentOf(trace)];
  response.writeHead(status, ['Request-Id', context.id, ...own, ...fields]);
  response.end(`${text[0]}${context.id}${text[1]}`);
  const ms = performance.now() - context.startedAt;
  context.resource = resource;
  context.served = served;
  context.problem = code;
  end(context, { method, status, bytes: method === 'HEAD' ? 0 : bytes, ms });
}

/** Node joins what comes twice, but for its types. */
const textOf = (field: string | string[] | undefined): string | undefined =>
  Array.isArray(field) ? field[0] : field;

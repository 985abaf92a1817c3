import express, { type Express, Router } from 'express';

import type { Logger } from '../logger.ts';
import type { CursorKeys } from './paging/cursor-key.ts';
import type { CallerFinder } from './callers/find-caller.ts';
import { openCursors } from './paging/cursor.ts';
import type { ContractKeeper } from './contract/contract-keeper.ts';
import type { Lane } from './lane/lane.ts';
import { authenticate } from './middleware/authenticate.ts';
import { authorize } from './middleware/authorize.ts';
import { callRoutine } from './middleware/call-routine.ts';
import { findRoute } from './middleware/find-route.ts';
import { limitRate } from './middleware/limit-rate.ts';
import { onChange } from './middleware/on-change.ts';
import { onFault } from './middleware/on-fault.ts';
import { oneHost } from './middleware/one-host.ts';
import { openRequest } from './middleware/open-request.ts';
import { readBody } from './middleware/read-body.ts';
import { readInput } from './middleware/read-input.ts';
import { securityFields } from './middleware/security-fields.ts';
import { setDeadline } from './middleware/set-deadline.ts';
import { validateInput } from './middleware/validate-input.ts';
import { writeAnswer } from './middleware/write-answer.ts';
import { docsPages } from './pages/docs-page.ts';
import { livePage, readyPage } from './pages/health.ts';
import type { Metrics } from './pages/metrics.ts';
import { contractPage, openApiPage } from './pages/openapi-page.ts';
import { problemPage } from './pages/problem-pages.ts';
import type { Leases } from './rate/leases.ts';
import type { Teller } from './observe/teller.ts';
import type { Readiness } from './server/readiness.ts';

/** What the application is made of. */
export interface AppNeeds {
  readonly keeper: ContractKeeper;
  readonly readiness: Readiness;
  readonly lanes: { readonly read: Lane; readonly write: Lane; readonly ops: Lane };
  readonly log: Logger;
  readonly tell: Teller;
  readonly cursorKeys: CursorKeys;
  readonly findCaller: CallerFinder;
  readonly title: string;
  readonly proxyHops: number;
  readonly metrics: Metrics;
  readonly leases: Leases;
}

/** The Express application: one file a step, in the order in which a request meets them. */
export function makeApp(needs: AppNeeds): Express {
  const { keeper, readiness, lanes, log, findCaller, cursorKeys, title, metrics } = needs;
  const all = Object.values(lanes);
  const cursors = openCursors(cursorKeys);

  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', false); // it would make objects of names with brackets
  app.set('case sensitive routing', true);
  app.set('trust proxy', needs.proxyHops);

  app.use(openRequest({ keeper, readiness, tell: needs.tell }));
  app.use(securityFields);
  app.use(oneHost);

  app.get('/livez', livePage);
  app.get('/readyz', readyPage({ keeper, readiness, lanes: all }));
  app.get('/metrics', metrics.page);
  app.get('/openapi.json', openApiPage);
  app.get('/contract.json', contractPage);
  app.get('/problems{/:code}', problemPage);
  app.use('/docs', docsPages(title));

  const admit = [findRoute, setDeadline, authenticate(findCaller), authorize];
  const answer = [readInput(cursors), validateInput, callRoutine(lanes), writeAnswer(cursors)];
  app.use(...admit, limitRate(needs.leases), readBody, ...answer);
  app.use(onChange({ keeper, steps: Router().use(...admit, ...answer) }));
  app.use(onFault({ log, onStale: () => void keeper.reload() }));
  return app;
}

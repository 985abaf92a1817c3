import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { faultTeller } from '../catalog/fault-place.ts';
import { readCatalog } from '../catalog/read-catalog.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { makeApp } from './app.ts';
import { boundSockets } from './server/bound-sockets.ts';
import { answerClientFaults } from './server/client-fault.ts';
import { ContractKeeper, type ContractReader } from './contract/contract-keeper.ts';
import { listen } from './contract/listen.ts';
import { makeLive } from './contract/live-contract.ts';
import { readOids } from './contract/read-oids.ts';
import { openEndpointServer } from './contract/serve-endpoints.ts';
import { classesFor } from './server/express-classes.ts';
import { openCallers } from './callers/find-caller.ts';
import { mayKeepAnswers } from './keyed/may-keep-answers.ts';
import { type Lane, openLane } from './lane/lane.ts';
import { openMetrics } from './pages/metrics.ts';
import { OPS_PLACES, PLACES } from './workers/workers-for.ts';
import { openLeases } from './rate/leases.ts';
import { notReady, sendAway } from './server/readiness.ts';
import type { LaneTarget, Service, ServiceOptions } from './options/service-options.ts';
import { openSpans } from './observe/spans.ts';
import { openTeller } from './observe/teller.ts';
import { stopperOf } from './server/stop-server.ts';
import { turnAway } from './server/turn-away.ts';

export type { Service, ServiceOptions } from './options/service-options.ts';

/**
 * Starts the service: reads the contract, refuses a bad one, serves, and follows what changes.
 *
 * @throws {CommandFault} With every fault of the contract.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const lanes = openLanes(options);
  try {
    const read = contractReader(options, lanes.ops);
    const first = await read();
    const tell = faultTeller(options.root ?? null);
    if (!first.ok) throw contractFault(first.faults.map(tell));
    return await serve(options, lanes, new ContractKeeper(first.value, read, options.log, tell));
  } catch (error) {
    await closeLanes(lanes);
    throw error;
  }
}

interface Lanes {
  readonly read: Lane;
  readonly write: Lane;
  readonly ops: Lane;
}

async function serve(options: ServiceOptions, lanes: Lanes, keeper: ContractKeeper) {
  const { log, cursorKeys, tokens = null, title = options.api, proxyHops = 0 } = options;
  const readiness = notReady();
  const findCaller = openCallers({ lane: lanes.ops, tokens, log });
  const { pageOfAll } = options;
  const leases = openLeases(lanes.ops);
  const metrics = openMetrics({ lanes: Object.values(lanes), leases, keeper, pageOfAll });
  const spans = options.spans ? await openSpans() : undefined;
  const tell = openTeller({ metrics, log, spans });
  const about = { title, proxyHops, metrics, tell, leases };
  const app = makeApp({ keeper, readiness, lanes, log, findCaller, cursorKeys, ...about });
  const door = turnAway(app, { keeper, lanes, tell });
  const server = createServer({ ...LIMITS, ...classesFor(app) }, door);
  answerClientFaults(server);
  boundSockets(server);
  const stopServer = stopperOf(server);

  const listener = await listen(options.lanes.ops, () => void keeper.reload(), log);
  await keeper.reload(); // what changed between the first reading and the listening
  const url = await open(server, options).catch((error: unknown) => {
    listener.close();
    throw error;
  });
  readiness.isReady = true;

  let stopping: Promise<void> | undefined;
  const stop = async () => {
    sendAway(readiness);
    await stopServer(options);
    listener.close();
    await closeLanes(lanes);
  };
  const service: Service = {
    url,
    get contractHash() {
      return keeper.live.hash;
    },
    nextContract: () => keeper.next(),
    snapshot: metrics.snapshot,
    stop: () => (stopping ??= stop()),
  };
  return service;
}

/** What Node's parser takes; the strict one is its default, and named so that it stays so. */
const LIMITS = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 5_000,
  requestTimeout: 10_000,
  connectionsCheckingInterval: 1_000, // else these two are looked after every 30 seconds
  keepAlive: true, // of TCP: a client that went away without a word is found out
  keepAliveInitialDelay: 30_000,
  keepAliveTimeout: 65_000, // longer than the usual balancer's, so that it is the one to hang up
  insecureHTTPParser: false,
  requireHostHeader: false, // Node would answer without a body; oneHost does it with a problem
} as const;

function openLanes({
  lanes,
  places = PLACES,
  seats = 1_000,
  batches = true,
}: ServiceOptions): Lanes {
  const readOnly = ['default_transaction_read_only=on'];
  return {
    read: openLane({ ...lanes.read, name: 'read', places, seats, options: readOnly }),
    write: openLane({ ...lanes.write, name: 'write', places, seats, batches }),
    ops: openLane({ ...lanes.ops, name: 'ops', places: OPS_PLACES, seats }),
  };
}

async function closeLanes({ read, write, ops }: Lanes): Promise<void> {
  await Promise.all([read.close(), write.close(), ops.close()]);
}

function contractReader(
  { api, lanes, title = api, tokens, expected, examples }: ServiceOptions,
  ops: Lane,
): ContractReader {
  const logins = { read: loginOf(lanes.read), write: loginOf(lanes.write) };
  const serveAll = openEndpointServer();
  return async () => {
    const catalog = await readCatalog(ops.database, { schema: api, roles: Object.values(logins) });
    if (!catalog.ok) return catalog;
    const oids = await readOids(ops.database, catalog.value.types);
    const served = await serveAll(catalog.value, oids);
    const keepsAnswers = await mayKeepAnswers(ops.database, logins.write);
    const about = { title, takesTokens: (tokens ?? null) !== null, expected, examples };
    return makeLive(catalog.value, { logins, keepsAnswers, ...about, served });
  };
}

const loginOf = ({ url }: LaneTarget): string => decodeURIComponent(new URL(url).username);

function contractFault(faults: readonly string[]): CommandFault {
  const fix = 'Mend the comments, arguments or grants of these routines, and migrate again.';
  return new CommandFault(EXIT.findings, faults.join('\n'), fix);
}

/**
 * Connections that the kernel keeps until they are taken; it has a limit of its own besides. Past
 * Node's 511 a burst of clients waits a second for nothing: their SYN is dropped, and sent again.
 */
const BACKLOG = 4_096;

/** Opens the port. @throws {CommandFault} When it can't be had. */
function open(server: Server, { port, host = '127.0.0.1' }: ServiceOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const message = `Port ${port} of ${host} can't be opened (${error.code ?? error.message}).`;
      reject(new CommandFault(EXIT.usage, message, 'Set PORT to another, or to 0 for a free one.'));
    });
    server.listen({ port, host, backlog: BACKLOG }, () => {
      const { port: opened } = server.address() as AddressInfo; // a TCP server has no other
      const name = host.includes(':') ? `[${host}]` : host;
      resolve(`http://${name}:${opened}`);
    });
  });
}

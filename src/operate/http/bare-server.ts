import type { AddressInfo, Server } from 'node:net';

import { serveParent } from './child.ts';

/** What a bare server does: one route, one statement. */
export interface BareRoute {
  readonly url: string;
  readonly password: string;
  /** Connections of its pool. */
  readonly places: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** The statement, its parameters in the order of `values`. */
  readonly sql: string;
  /** Keys of the body, or of the query. */
  readonly values: readonly string[];
  /** True when it answers with all rows, false with the one. */
  readonly isList: boolean;
}

/** Runs one bare server in this process for the parent, which gives it its route. */
export function serveBare(open: (route: BareRoute) => Promise<Server>): void {
  serveParent(
    async (message) => {
      const server = await open(message as BareRoute); // `start-server.ts` sends nothing else
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const { port } = server.address() as AddressInfo; // a TCP server has no other
      return { url: `http://127.0.0.1:${port}` };
    },
    () => process.exit(0), // it has nothing to finish: nobody asks it any more
  );
}

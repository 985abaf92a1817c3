import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';

/**
 * A port that is free now. Processes that shall share one can't each take port 0: when all of them
 * had ended, the next would come back on another.
 */
export async function freePort(host = '127.0.0.1'): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo; // a TCP server has no other
  server.close();
  await once(server, 'close');
  return port;
}

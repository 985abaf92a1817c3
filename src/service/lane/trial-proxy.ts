import { connect, createServer, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** For tests: a way to a server that can swallow what is sent over it. */
export interface TrialProxy {
  readonly port: number;
  /** Connections that are there pass nothing on any more, and nobody is told. */
  readonly silence: () => void;
  /** Whether new connections pass something on. They are taken in any case. */
  isOpen: boolean;
  /** Bytes that were sent into silence. */
  readonly swallowed: () => number;
  readonly close: () => Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
  isSilent: boolean;
}

/** For tests: opens a proxy to a port of this machine. */
export async function openTrialProxy(target: { host: string; port: number }): Promise<TrialProxy> {
  const pairs = new Set<Pair>();
  let swallowed = 0;
  const server = createServer((near) => {
    const far = connect(target.port, target.host);
    const pair = { near, far, isSilent: !proxy.isOpen };
    pairs.add(pair);
    near.on('data', (bytes) => {
      if (pair.isSilent) swallowed += bytes.length;
      else far.write(bytes);
    });
    far.on('data', (bytes) => {
      if (!pair.isSilent) near.write(bytes);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('error', () => undefined); // a cut is what the tests are about
      one.on('close', () => {
        if (!pair.isSilent) other.destroy();
      });
    }
  });
  const proxy = {
    port: await listening(server),
    isOpen: true,
    silence: () => {
      for (const pair of pairs) pair.isSilent = true;
    },
    swallowed: () => swallowed,
    close: () => {
      for (const { near, far } of pairs) {
        near.destroy();
        far.destroy();
      }
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo; // a TCP server has no other
      resolve(port);
    });
  });
}

import { randomBytes } from 'node:crypto';

import { openLog } from '../logger.ts';
import { startService } from './serve.ts';
import type { Service, ServiceOptions } from './options/service-options.ts';

// A service in a process of its own, for who measures it: what it shall be comes as a message, its
// URL or what kept it from starting goes back, and it stops when the parent hangs up.

/** What may come: everything but what no message can carry. */
export type ServeAsk = Omit<ServiceOptions, 'log' | 'cursorKeys'>;

let service: Service | undefined;

process.once('message', (message) => {
  const options = message as ServeAsk; // the parent checked it
  const cursorKeys = { current: [randomBytes(32)] };
  startService({ ...options, log: openLog('info'), cursorKeys }).then(
    (started) => {
      service = started;
      process.send?.({ value: { url: started.url } });
    },
    (error: unknown) => process.send?.({ fault: String(error) }),
  );
});

process.once('disconnect', () => void service?.stop());
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);

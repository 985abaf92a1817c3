import { randomBytes } from 'node:crypto';

import { openLog } from '../../logger.ts';
import { startService } from '../serve.ts';
import type { ServiceOptions } from '../options/service-options.ts';
import { beWorker } from './be-worker.ts';

// For tests: a process of a group, over the trial schema. What it shall be stands in TRIAL_WORKER.

const told = JSON.parse(process.env['TRIAL_WORKER'] ?? '{}') as Pick<
  ServiceOptions,
  'api' | 'lanes' | 'port'
>;
const cursorKeys = { current: [randomBytes(32)] };
const options = { ...told, log: openLog('error'), cursorKeys, drainMs: 100 };

try {
  await beWorker((more) => startService({ ...options, ...more }), new AbortController().signal);
} catch {
  process.exitCode = 1; // it has been told
}

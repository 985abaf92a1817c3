import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

import type { Browser } from '../../../setup/browser.mjs';

/** For tests: a page in a headless browser. */
export interface TrialPage {
  /** What the page asked for, and what it complained of, since it was opened. */
  readonly seen: PageEvents;
  /** Goes to a URL and waits until it is loaded. */
  readonly open: (url: string) => Promise<void>;
  /** The value of an expression in the page, a promise's too. @throws What the page throws. */
  readonly evaluate: (expression: string) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** What happened in a page. */
export interface PageEvents {
  /** URLs, in the order of asking. */
  readonly requests: string[];
  /** URLs that came back with an error, or not at all. */
  readonly failed: string[];
  /** Violations of the policy, errors of scripts, complaints on the console. */
  readonly complaints: string[];
}

/**
 * For tests: opens a browser with one empty page, over the Chrome DevTools Protocol and a pipe:
 * no port is opened. It runs without its own sandbox, which root can't have, so it is for pages of
 * ours alone.
 */
export async function openTrialPage({ program, libraryPath }: Browser): Promise<TrialPage> {
  const folder = mkdtempSync(join(tmpdir(), 'procwright-browser-'));
  const child = spawn(program, [...FLAGS, `--user-data-dir=${folder}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    detached: true, // a group of its own, so that its own processes end with it
    env: { ...process.env, LD_LIBRARY_PATH: libraryPath, HOME: folder },
  });
  const close = async () => {
    await ended(child);
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 50 });
  };
  try {
    const seen: PageEvents = { requests: [], failed: [], complaints: [] };
    const wire = openWire(child, (event) => note(seen, event));
    return { seen, ...(await openPage(wire)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--remote-debugging-pipe',
];

async function ended(child: ChildProcess): Promise<void> {
  const { pid, exitCode, signalCode } = child;
  if (pid === undefined || exitCode !== null || signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-pid, 'SIGKILL');
  await gone;
}

async function openPage(wire: Wire): Promise<Pick<TrialPage, 'open' | 'evaluate'>> {
  const { targetId } = await wire.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await wire.send('Target.attachToTarget', { targetId, flatten: true });
  const send = (method: string, params: Members = {}) => wire.send(method, params, sessionId);
  for (const domain of ['Page', 'Network', 'Runtime', 'Log']) await send(`${domain}.enable`);

  const evaluate = async (expression: string) => {
    const wanted = { expression, awaitPromise: true, returnByValue: true };
    const { result, exceptionDetails } = await send('Runtime.evaluate', wanted);
    if (exceptionDetails === undefined) return (result as Members)['value'];
    throw new Error(JSON.stringify(exceptionDetails));
  };
  const open = async (url: string) => {
    const loaded = wire.next('Page.loadEventFired');
    await send('Page.navigate', { url });
    await loaded;
  };
  return { open, evaluate };
}

type Members = Readonly<Record<string, unknown>>;

/** One message of the protocol, either way. */
interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Members;
  readonly result?: Members;
  readonly error?: { readonly message: string };
}

interface Wire {
  readonly send: (method: string, params: Members, sessionId?: unknown) => Promise<Members>;
  /** Resolves when an event of that name comes next. */
  readonly next: (method: string) => Promise<void>;
}

/** Messages are JSON, each with a NUL behind it: in by the fourth descriptor, out by the fifth. */
function openWire(child: ChildProcess, onEvent: (event: Message) => void): Wire {
  const [, , , into, out] = child.stdio as [null, null, null, Writable, Readable]; // as spawned
  const waiting = new Map<number, (message: Message) => void>();
  const hoped = new Map<string, () => void>();
  let rest = '';
  out.setEncoding('utf8').on('data', (text: string) => {
    const [last = '', ...whole] = (rest + text).split('\0').reverse();
    rest = last;
    for (const line of whole.reverse()) hear(JSON.parse(line) as Message);
  });
  const hear = (message: Message) => {
    waiting.get(message.id ?? 0)?.(message);
    if (message.method === undefined) return;
    onEvent(message);
    hoped.get(message.method)?.();
  };
  child.once('exit', () => {
    const error = { message: 'The browser has ended.' };
    for (const hearEnd of waiting.values()) hearEnd({ error });
  });
  return {
    send: (method, params, sessionId) => {
      const id = waiting.size + 1;
      into.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
      return new Promise((resolve, reject) => {
        waiting.set(id, ({ result = {}, error }) => {
          if (error === undefined) resolve(result);
          else reject(new Error(`${method}: ${error.message}`));
        });
      });
    },
    next: (method) => new Promise((resolve) => hoped.set(method, resolve)),
  };
}

/** Keeps what a test asks about. */
function note({ requests, failed, complaints }: PageEvents, { method, params = {} }: Message) {
  const of = (name: string): Members => (params[name] ?? {}) as Members; // as the protocol has it
  switch (method) {
    case 'Network.requestWillBeSent':
      requests.push(String(of('request')['url']));
      break;
    case 'Network.responseReceived':
      if (Number(of('response')['status']) >= 400) failed.push(String(of('response')['url']));
      break;
    case 'Network.loadingFailed':
      failed.push(JSON.stringify(params));
      break;
    case 'Log.entryAdded':
      complaints.push(String(of('entry')['text']));
      break;
    case 'Runtime.exceptionThrown':
      complaints.push(JSON.stringify(params['exceptionDetails']));
      break;
    case 'Runtime.consoleAPICalled':
      complaints.push(`console.${String(params['type'])}: ${JSON.stringify(params['args'])}`);
      break;
    default:
  }
}

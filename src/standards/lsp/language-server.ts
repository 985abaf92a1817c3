import { fileURLToPath } from 'node:url';

import type { ToldRule } from '../../output/findings/told.ts';
import { today } from '../../today.ts';
import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import {
  type Diagnostic,
  diagnosticsOf,
  hoverAt,
  type Position,
  waiverEdit,
} from './diagnostics.ts';
import type { Message } from './message-stream.ts';

/** What the server needs of the outside. */
export interface Outside {
  readonly rules: readonly ToldRule[];
  readonly judge: (text: FileText) => Promise<readonly Finding[]>;
  readonly send: (message: object) => void;
  /** Called once, with true where the client asked for the end before. */
  readonly end: (isOrderly: boolean) => void;
}

/** An open document and what was said of it. */
interface Document {
  text: string;
  /** The client's number of it, which goes back with what is said of it. */
  version: number | undefined;
  diagnostics: readonly Diagnostic[];
  /** True while it's judged; a text that comes meanwhile is judged behind it. */
  isBusy: boolean;
  isStale: boolean;
}

/** What is sent along, as far as it's read here. */
interface Params {
  readonly textDocument?: {
    readonly uri: string;
    readonly text?: string;
    readonly version?: number;
  };
  readonly contentChanges?: readonly { readonly text: string }[];
  readonly position?: Position;
  readonly context?: { readonly diagnostics?: readonly Diagnostic[] };
}

type Answer = (params: Params) => unknown;

/** So long a waiver of the code action holds. */
const DAYS = 90;

/** Codes of JSON-RPC 2.0 and of LSP. */
const CODES = {
  parse: -32_700,
  refused: -32_600,
  noMethod: -32_601,
  params: -32_602,
  tooEarly: -32_002,
} as const;

/**
 * A language server: diagnostics as a document opens and changes, the page of a rule on hover, and
 * a waiver as a code action. Feed it the client's messages, one behind the other, and null for one
 * that is none: it lives on, whatever comes. A request is answered before the next message is read,
 * so that none is left to be cancelled.
 *
 * Source: Language Server Protocol 3.17.
 */
export function createLanguageServer(outside: Outside): (message: Message | null) => void {
  const answers = answersOf(outside, new Map());
  let state: 'new' | 'open' | 'closed' = 'new';
  return (message) => {
    if (message === null) return refuse(outside, null, CODES.parse, 'This is no message.');
    const { id, method = '', params } = message;
    if (method === 'exit') return outside.end(state === 'closed');
    const isEarly = state === 'new' && method !== 'initialize';
    if (isEarly) return refuse(outside, id, CODES.tooEarly, 'Send initialize first.');
    if (state === 'closed') return refuse(outside, id, CODES.refused, 'It was shut down.');
    const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
    if (answer === undefined) {
      return method === ''
        ? undefined // the answer to a request, and we ask none
        : refuse(outside, id, CODES.noMethod, `There is no method ${method}.`);
    }
    if (method === 'initialize') state = 'open';
    if (method === 'shutdown') state = 'closed';
    try {
      const result = answer((params ?? {}) as Params); // what the protocol says; all may be absent
      if (id !== undefined) outside.send({ id, result: result ?? null });
    } catch (error) {
      refuse(outside, id, CODES.params, String(error)); // the params aren't what the protocol says
    }
  };
}

/** A notice has no id, and gets no answer. */
function refuse({ send }: Outside, id: Message['id'] | null, code: number, message: string): void {
  if (id !== undefined) send({ id, error: { code, message } });
}

function answersOf(
  outside: Outside,
  documents: Map<string, Document>,
): Readonly<Record<string, Answer>> {
  return {
    initialize: () => CAPABILITIES,
    shutdown: () => null,
    'textDocument/didOpen': ({ textDocument: { uri = '', text = '', version } = {} }) => {
      documents.set(uri, { text, version, diagnostics: [], isBusy: false, isStale: true });
      void refresh(outside, documents, uri);
    },
    'textDocument/didChange': ({ textDocument: { uri = '', version } = {}, contentChanges }) => {
      const document = documents.get(uri);
      if (document === undefined) return;
      document.text = contentChanges?.at(-1)?.text ?? document.text;
      document.version = version;
      document.isStale = true;
      void refresh(outside, documents, uri);
    },
    'textDocument/didClose': ({ textDocument: { uri = '' } = {} }) => {
      documents.delete(uri);
      publish(outside, { uri, diagnostics: [] });
    },
    'textDocument/hover': ({ textDocument: { uri = '' } = {}, position }) => {
      const { diagnostics = [] } = documents.get(uri) ?? {};
      const value = position === undefined ? null : hoverAt(position, diagnostics, outside.rules);
      return value === null ? null : { contents: { kind: 'markdown', value } };
    },
    'textDocument/codeAction': ({ textDocument: { uri = '' } = {}, context }) =>
      actionsFor(uri, documents.get(uri)?.text ?? '', context?.diagnostics ?? []),
  };
}

const CAPABILITIES = {
  capabilities: {
    textDocumentSync: { openClose: true, change: 1 }, // the whole text each time
    hoverProvider: true,
    codeActionProvider: { codeActionKinds: ['quickfix'] },
  },
  serverInfo: { name: 'procwright' },
};

/** Judges a document until its newest text was judged: those in between are passed over. */
async function refresh(
  outside: Outside,
  documents: ReadonlyMap<string, Document>,
  uri: string,
): Promise<void> {
  const document = documents.get(uri);
  if (document === undefined || document.isBusy) return;
  document.isBusy = true;
  while (document.isStale) {
    document.isStale = false;
    const { text, version } = document;
    const said = await outside.judge({ path: pathOf(uri), text }).then(
      (findings) => diagnosticsOf(text, findings),
      (error: unknown) => [faultAtTop(error)],
    );
    if (document.isStale || documents.get(uri) !== document) continue;
    document.diagnostics = said;
    publish(outside, { uri, version, diagnostics: said });
  }
  document.isBusy = false;
}

/** A document that isn't saved, or lies on another machine, is known by its name alone. */
function pathOf(uri: string): string {
  try {
    return fileURLToPath(uri);
  } catch {
    const name = uri.replace(/^.*[/:]/, '');
    return name.endsWith('.sql') ? name : `${name}.sql`;
  }
}

/** That a text could not be judged is said where the reader looks. */
function faultAtTop(error: unknown): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = error instanceof Error ? error.message : String(error);
  const range = { start, end: start };
  return { range, severity: 1, code: 'PW806', source: 'procwright', message };
}

function publish({ send }: Outside, params: Published): void {
  send({ method: 'textDocument/publishDiagnostics', params });
}

interface Published {
  readonly uri: string;
  readonly version?: number | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

function actionsFor(uri: string, text: string, diagnostics: readonly Diagnostic[]) {
  const until = today(new Date(Date.now() + DAYS * 86_400_000));
  return diagnostics
    .filter(({ code }) => !/^PW80[3-6]$/.test(code))
    .map((diagnostic) => ({
      title: `Waive ${diagnostic.code} here until ${until}; say why`,
      kind: 'quickfix',
      diagnostics: [diagnostic],
      edit: { changes: { [uri]: [waiverEdit(text, diagnostic, until)] } },
    }));
}

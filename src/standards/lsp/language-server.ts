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
  diagnostics: readonly Diagnostic[];
  /** True while it's judged; a text that comes meanwhile is judged behind it. */
  isBusy: boolean;
  isStale: boolean;
}

/** What is sent along, as far as it's read here. */
interface Params {
  readonly textDocument?: { readonly uri: string; readonly text?: string };
  readonly contentChanges?: readonly { readonly text: string }[];
  readonly position?: Position;
  readonly context?: { readonly diagnostics?: readonly Diagnostic[] };
}

type Answer = (params: Params) => unknown;

/** So long a waiver of the code action holds. */
const DAYS = 90;

/**
 * A language server: diagnostics as a document opens and changes, the page of a rule on hover, and
 * a waiver as a code action. Feed it the client's messages, one behind the other.
 *
 * Source: Language Server Protocol 3.17.
 */
export function createLanguageServer(outside: Outside): (message: Message) => void {
  const documents = new Map<string, Document>();
  let isOrderly = false;
  const answers: Readonly<Record<string, Answer>> = {
    initialize: () => CAPABILITIES,
    shutdown: () => {
      isOrderly = true;
      return null;
    },
    exit: () => outside.end(isOrderly),
    'textDocument/didOpen': ({ textDocument: { uri = '', text = '' } = {} }) => {
      documents.set(uri, { text, diagnostics: [], isBusy: false, isStale: true });
      void refresh(outside, documents, uri);
    },
    'textDocument/didChange': ({ textDocument: { uri = '' } = {}, contentChanges }) => {
      const document = documents.get(uri);
      if (document === undefined) return;
      document.text = contentChanges?.at(-1)?.text ?? document.text;
      document.isStale = true;
      void refresh(outside, documents, uri);
    },
    'textDocument/didClose': ({ textDocument: { uri = '' } = {} }) => {
      documents.delete(uri);
      publish(outside, uri, []);
    },
    'textDocument/hover': ({ textDocument: { uri = '' } = {}, position }) => {
      const { diagnostics = [] } = documents.get(uri) ?? {};
      const value = position === undefined ? null : hoverAt(position, diagnostics, outside.rules);
      return value === null ? null : { contents: { kind: 'markdown', value } };
    },
    'textDocument/codeAction': ({ textDocument: { uri = '' } = {}, context }) =>
      actionsFor(uri, documents.get(uri)?.text ?? '', context?.diagnostics ?? []),
  };
  return ({ id, method = '', params }) => {
    const answer = Object.hasOwn(answers, method) ? answers[method] : undefined;
    const result = answer?.((params ?? {}) as Params); // what the protocol says; all may be absent
    if (id === undefined || method === '') return;
    if (answer !== undefined) outside.send({ id, result: result ?? null });
    else outside.send({ id, error: { code: -32_601, message: `There is no method ${method}.` } });
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
  if (document === undefined || document.isBusy || !uri.startsWith('file:')) return;
  document.isBusy = true;
  while (document.isStale) {
    document.isStale = false;
    const { text } = document;
    const said = await outside.judge({ path: fileURLToPath(uri), text }).then(
      (findings) => diagnosticsOf(text, findings),
      (error: unknown) => [faultAtTop(error)],
    );
    if (document.isStale || documents.get(uri) !== document) continue;
    document.diagnostics = said;
    publish(outside, uri, said);
  }
  document.isBusy = false;
}

/** That a text could not be judged is said where the reader looks. */
function faultAtTop(error: unknown): Diagnostic {
  const start = { line: 0, character: 0 };
  const message = error instanceof Error ? error.message : String(error);
  const range = { start, end: start };
  return { range, severity: 1, code: 'PW806', source: 'procwright', message };
}

function publish({ send }: Outside, uri: string, diagnostics: readonly Diagnostic[]): void {
  send({ method: 'textDocument/publishDiagnostics', params: { uri, diagnostics } });
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

import { suite } from 'uvu';
import * as assert from 'uvu/assert';

import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import { WAIVER_RULES } from '../waivers/waiver-rules.ts';
import type { Diagnostic } from './diagnostics.ts';
import { createLanguageServer } from './language-server.ts';
import type { Message } from './message-stream.ts';

const test = suite('languageServer');
const uri = 'file:///p/a%20b.sql';

/** A finding at each `bad`, by a rule that has a page. */
function findingsIn({ path, text }: FileText): readonly Finding[] {
  return text.split('\n').flatMap((line, index): readonly Finding[] => {
    const column = [...(line.split('bad')[0] ?? '')].length + 1;
    const place = { file: path, line: index + 1, column, endColumn: column + 3 };
    const what = { rule: 'PW806', level: 'error', message: 'x', source: 'procwright' } as const;
    return line.includes('bad') ? [{ ...place, ...what }] : [];
  });
}

const NULLS = { textDocument: null, position: null };

/** A server, what it sent, and the texts that it judged. */
function start(judge = async (text: FileText) => findingsIn(text), isOpen = true) {
  const sent: (Message & { readonly result?: unknown; readonly error?: unknown })[] = [];
  const ends: boolean[] = [];
  const judged: string[] = [];
  const take = createLanguageServer({
    rules: WAIVER_RULES,
    judge: (text) => {
      judged.push(text.text);
      return judge(text);
    },
    send: (message) => sent.push(message),
    end: (isOrderly) => ends.push(isOrderly),
  });
  if (isOpen) take({ id: 0, method: 'initialize' });
  const ask = (method: string, params: object = {}) => {
    take({ id: 1, method, params });
    return sent.at(-1)?.result;
  };
  const open = (text: string) =>
    take({ method: 'textDocument/didOpen', params: { textDocument: { uri, text } } });
  const change = (text: string) =>
    take({
      method: 'textDocument/didChange',
      params: { textDocument: { uri }, contentChanges: [{ text }] },
    });
  const published = () =>
    sent.flatMap(({ params, method }) =>
      method === 'textDocument/publishDiagnostics'
        ? [(params as { readonly diagnostics: readonly Diagnostic[] }).diagnostics]
        : [],
    );
  return { take, sent, ends, judged, ask, open, change, published };
}

/** Lets all that waits for nothing outside run. */
const settle = () => new Promise((resolve) => setImmediate(resolve));

test('says what it can, and ends as the client asks', () => {
  const { ask, take, ends, sent } = start();
  assert.is(
    (ask('initialize') as { capabilities: { hoverProvider: boolean } }).capabilities.hoverProvider,
    true,
  );
  take({ id: 7, method: 'no/such' });
  assert.equal(sent.at(-1)?.error, { code: -32_601, message: 'There is no method no/such.' });
  take({ method: '$/unknown' }); // a notice that nobody knows needs no answer
  assert.is(sent.at(-1)?.id, 7);
  take({ method: 'exit' });
  assert.is(ask('shutdown'), null);
  take({ method: 'exit' });
  assert.equal(ends, [false, true]);
});

for (const [name, message, code] of [
  ['what is no message', null, -32_700],
  ['params that are none', { id: 1, method: 'textDocument/hover', params: 7 }, undefined],
  ['a document of null', { id: 1, method: 'textDocument/hover', params: NULLS }, -32_602],
  ['the same in a notice', { method: 'textDocument/didOpen', params: NULLS }, undefined],
  ['an answer that nobody asked for', { id: 'x' }, undefined],
] as const) {
  test(`lives on behind ${name}`, async () => {
    const { take, sent, open, published } = start();
    const before = sent.length;
    take(message);
    const [answer] = sent.slice(before);
    assert.is((answer?.error as { readonly code: number } | undefined)?.code, code);
    open('bad');
    await settle();
    assert.is(published()[0]?.length, 1);
  });
}

test('answers nothing before its beginning and behind its end', () => {
  const { take, sent } = start(undefined, false);
  const codeOf = (method: string) => {
    take({ id: 1, method });
    return (sent.at(-1)?.error as { readonly code: number } | undefined)?.code;
  };
  assert.is(codeOf('textDocument/hover'), -32_002);
  codeOf('initialize');
  codeOf('shutdown');
  assert.is(codeOf('textDocument/hover'), -32_600);
});

for (const [uri, path] of [
  ['untitled:Untitled-1', 'Untitled-1.sql'],
  ['file://host/a.sql', 'a.sql'],
] as const) {
  test(`judges ${uri} too, and says which version`, async () => {
    const paths: string[] = [];
    const { take, sent } = start(async (text) => {
      paths.push(text.path);
      return [];
    });
    const textDocument = { uri, text: 'bad', version: 4 };
    take({ method: 'textDocument/didOpen', params: { textDocument } });
    await settle();
    assert.equal(paths, [path]);
    assert.equal(sent.at(-1)?.params, { uri, version: 4, diagnostics: [] });
  });
}

test('judges a document as it opens and as it changes, at places of UTF-16', async () => {
  const { open, change, published } = start();
  open("'😀' bad");
  await settle();
  change('fine');
  await settle();
  assert.equal(
    published().map((diagnostics) => diagnostics.map(({ range, severity }) => [range, severity])),
    [[[{ start: { line: 0, character: 5 }, end: { line: 0, character: 8 } }, 1]], []],
  );
});

test('judges the newest text, and not those in between', async () => {
  const waiting: (() => void)[] = [];
  const { open, change, judged, published } = start(async (text) => {
    await new Promise<void>((resolve) => waiting.push(resolve));
    return findingsIn(text);
  });
  open('bad 1');
  change('bad 2');
  change('fine 3');
  for (let round = 0; round < 2; round += 1) {
    waiting.shift()?.();
    await settle();
  }
  assert.equal(judged, ['bad 1', 'fine 3']);
  assert.equal(published(), [[]]);
});

test('says at the top that a text could not be judged', async () => {
  const { open, published } = start(async () => Promise.reject(new Error('no Python')));
  open('x');
  await settle();
  assert.is(published()[0]?.[0]?.message, 'no Python');
});

test('explains on hover, and offers no waiver of what none covers', async () => {
  const { open, ask, published } = start();
  open('a bad');
  await settle();
  const textDocument = { uri };
  const hover = (character: number) =>
    ask('textDocument/hover', { textDocument, position: { line: 0, character } });
  assert.match(JSON.stringify(hover(2)), '# PW806 file-was-read');
  assert.is(hover(0), null);
  const [diagnostics = []] = published();
  assert.equal(ask('textDocument/codeAction', { textDocument, context: { diagnostics } }), []);
});

test('offers a waiver above the line, whose reason is left to the writer', async () => {
  const { open, ask } = start();
  open('begin\n  delete');
  await settle();
  const range = { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } };
  const diagnostics = [{ range, severity: 1, code: 'PW519', source: 'procwright', message: 'x' }];
  const answer = ask('textDocument/codeAction', {
    textDocument: { uri },
    context: { diagnostics },
  });
  const [action] = answer as readonly {
    edit: { changes: Record<string, { newText: string }[]> };
  }[];
  const [edit] = action?.edit.changes[uri] ?? [];
  assert.match(edit?.newText ?? '', /^ {2}-- procwright:allow PW519 until=\d{4}-\d\d-\d\d\n$/);
});

test('forgets a document that is closed', async () => {
  const { open, take, published } = start();
  open('bad');
  await settle();
  take({ method: 'textDocument/didClose', params: { textDocument: { uri } } });
  assert.equal(published().at(-1), []);
});

test.run();

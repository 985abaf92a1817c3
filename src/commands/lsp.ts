import type { Config } from '../config.ts';
import { EXIT } from '../exit-code.ts';
import { lint } from '../standards/lint.ts';
import { createLanguageServer } from '../standards/lsp/language-server.ts';
import { createMessageReader, frame } from '../standards/lsp/message-stream.ts';
import { knownRules } from '../standards/rule-words.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'lsp',
  purpose: 'serve lint to an editor, by standard input and output',
  options: [{ flags: '--stdio', says: 'what editors add; it is so anyway' }],
  example: 'procwright lsp --stdio',
  needsProject: false,
  run: async ({ config, signal }) =>
    (await serve(config, signal)) || signal.aborted ? EXIT.fine : EXIT.findings,
};

/** Serves until the client ends it, or goes away; false where it went without a word. */
async function serve(config: Config, signal: AbortSignal): Promise<boolean> {
  const rules = await knownRules();
  return new Promise((resolve, reject) => {
    const end = (isOrderly: boolean) => {
      process.stdin.destroy();
      resolve(isOrderly);
    };
    const take = createLanguageServer({
      rules,
      judge: async (text) =>
        (await lint(config, { texts: [text], unread: [] }, { signal })).findings,
      send: (message) => process.stdout.write(frame(message)),
      end,
    });
    const read = createMessageReader();
    process.stdin.on('data', (bytes: Buffer) => {
      try {
        for (const message of read(bytes)) take(message);
      } catch (error) {
        process.stdin.destroy(); // else it would keep us waiting
        reject(error);
      }
    });
    process.stdin.on('end', () => end(false));
    signal.addEventListener('abort', () => end(false));
  });
}

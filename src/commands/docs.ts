import { EXIT, CommandFault } from '../exit-code.ts';
import { nearest } from '../nearest.ts';
import { writeErrorsPage } from '../service/answer/errors-page.ts';
import { isRetryable, problemEntry, PROBLEMS } from '../service/answer/problem-register.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'docs',
  purpose: 'pages that are written from the code: errors, or the one of a problem',
  args: '<page>',
  options: [],
  needsProject: false,
  example: 'procwright docs errors',
  run: async ({ args, options }) => {
    const [page = ''] = args;
    const text =
      page === 'errors' ? writeErrorsPage() : tellProblem(page, options['json'] === true);
    process.stdout.write(text);
    return EXIT.fine;
  },
};

/** One problem, offline. @throws {CommandFault} For a code that is not the service's own. */
function tellProblem(code: string, isJson: boolean): string {
  const entry = problemEntry(code);
  if (!entry) {
    const known = ['errors', ...Object.keys(PROBLEMS)];
    throw new CommandFault(EXIT.usage, `There is no page ${code}.`, nearest(code, known));
  }
  const { status, title, advice } = entry;
  const retryable = isRetryable(code);
  if (isJson) return `${JSON.stringify({ code, status, title, retryable, advice })}\n`;
  return `${code}: status ${status}, ${retryable ? '' : 'not '}retryable\n${title}\n${advice}\n`;
}

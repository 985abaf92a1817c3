import { writeFileSync } from 'node:fs';

import { requireProject } from '../config.ts';
import { CommandFault, EXIT } from '../exit-code.ts';
import { isBlocking } from '../standards/finding.ts';
import { reviewMarkdown } from '../standards/review/review-markdown.ts';
import { reviewPack, type ReviewPack } from '../standards/review/review-pack.ts';
import { reviewPage } from '../standards/review/review-page.ts';
import type { Command } from './command.ts';

export const command: Command = {
  name: 'review',
  purpose:
    'what a reviewer needs: tables before and after, contract, findings, locks, the way back',
  options: [
    { flags: '--base <commit>', says: 'what to compare with; without it, where this branch began' },
    { flags: '--format <format>', says: 'markdown (default) or html' },
    { flags: '--output <file>', says: 'write it there instead' },
  ],
  example: 'procwright review --base HEAD',
  run: async ({ config, options, signal }) => {
    const base = options['base'] === undefined ? null : String(options['base']);
    const pack = await reviewPack(requireProject(config), base, signal);
    const text = await render(pack, options['json'] === true ? 'json' : options['format']);
    if (typeof options['output'] === 'string') writeFileSync(options['output'], text);
    else process.stdout.write(text);
    return pack.findings.some(isBlocking) ? EXIT.findings : EXIT.fine;
  },
};

async function render(pack: ReviewPack, format: string | boolean | undefined): Promise<string> {
  if (format === 'json') return `${JSON.stringify(pack)}\n`;
  if (format === 'html') return reviewPage(pack);
  if (format === undefined || format === 'markdown') return reviewMarkdown(pack);
  throw new CommandFault(EXIT.usage, `There is no format ${format}.`, 'Use markdown or html.');
}

import { CommandFault, EXIT, type ExitCode } from '../../exit-code.ts';
import { benchLint } from '../../standards/bench/bench-lint.ts';
import { benchLintText } from '../../standards/bench/bench-lint-text.ts';
import { fixProofText, proveFix } from '../../standards/bench/prove-fix.ts';
import type { Invocation } from '../command.ts';

/** `bench lint FOLDER`: how fast our rules judge it; with --fix: that mending keeps all meaning. */
export async function lintFolder({ config, args, options, signal }: Invocation): Promise<ExitCode> {
  const [, folder] = args;
  if (folder === undefined) {
    throw new CommandFault(EXIT.usage, 'Which folder?', 'procwright bench lint FOLDER');
  }
  if (options['fix'] === true) {
    const most = Number(options['files'] ?? 400);
    if (!Number.isInteger(most) || most < 1) {
      throw new CommandFault(EXIT.usage, `--files is ${options['files']}.`, 'Give a number.');
    }
    const proof = await proveFix(config, folder, { most, signal });
    print(options, proof, fixProofText(proof));
    return proof.changed.length === 0 ? EXIT.fine : EXIT.findings;
  }
  const bench = await benchLint(folder);
  print(options, bench, benchLintText(bench));
  return bench.passes ? EXIT.fine : EXIT.findings;
}

function print(options: Invocation['options'], value: object, text: string): void {
  process.stdout.write(`${options['json'] === true ? JSON.stringify(value) : text}\n`);
}

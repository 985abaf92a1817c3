import { readdirSync } from 'node:fs';

import { Command as Parser, CommanderError } from 'commander';

import { readProcessStat } from './cluster/process-mark.ts';
import type { Command } from './commands/command.ts';
import { type Config, readConfig, requireProject } from './config.ts';
import { CommandFault, EXIT, type ExitCode } from './exit-code.ts';
import { redact } from './logger.ts';
import { nearest } from './nearest.ts';
import { refuseUnknownSettings } from './settings/read-settings.ts';

/** Runs the command line: one verb, loaded alone. The process ends with its exit code. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const [verb = '--help'] = words;
  const verbs = listVerbs();
  if (verb === '--help' || verb === '-h' || verb === 'help') return printVerbs(verbs);
  if (!verbs.includes(verb)) {
    throw new CommandFault(EXIT.usage, `There is no verb ${verb}.`, nearest(verb, verbs));
  }
  const command = await loadCommand(verb);
  let exitCode: ExitCode = EXIT.fine;
  await parserOf(command, async (args, options) => {
    const config = readConfig();
    refuseUnknownSettings(config.environment);
    if (command.needsProject !== false) requireProject(config);
    exitCode = await command.run({ config, args, options, signal: stopSignal(config) });
  }).parseAsync(words.slice(1), { from: 'user' });
  return exitCode;
}

/** The verbs are the files of `commands`: a new one needs no list. */
function listVerbs(): readonly string[] {
  return readdirSync(new URL('commands/', import.meta.url))
    .flatMap((name) => /^([a-z-]+)\.[jt]s$/.exec(name)?.[1] ?? [])
    .filter((name) => name !== 'command')
    .sort();
}

async function loadCommand(verb: string): Promise<Command> {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const module = (await import(`./commands/${verb}.${extension}`)) as { command: Command };
  return module.command;
}

async function printVerbs(verbs: readonly string[]): Promise<ExitCode> {
  const commands = await Promise.all(verbs.map(loadCommand));
  const lines = commands.map(({ name, purpose }) => `  ${name.padEnd(10)} ${purpose}`);
  process.stdout.write(`procwright VERB [--help]\n\n${lines.join('\n')}\n`);
  return EXIT.fine;
}

function parserOf(
  command: Command,
  run: (args: readonly string[], options: Record<string, string | boolean>) => Promise<void>,
): Parser {
  const parser = new Parser(`procwright ${command.name}`)
    .description(command.purpose)
    .addHelpText('after', `\nExample:\n  ${command.example}`)
    .showSuggestionAfterError()
    .configureOutput({ writeErr: (text) => isJson() || process.stderr.write(text) })
    .exitOverride();
  if (command.args !== undefined) parser.arguments(command.args);
  if (command.passThrough) parser.passThroughOptions().allowUnknownOption();
  for (const { flags, says } of command.options) parser.option(flags, says);
  parser.option('--json', 'print one JSON object, errors too');
  return parser.action(async () => run(parser.args, parser.opts()));
}

/** Ctrl-C, SIGTERM, a closed terminal, or a parent that ended (npm does not hand SIGTERM on). */
function stopSignal({ environment }: Config): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  const isBelowNpm = environment['npm_lifecycle_event'] !== undefined;
  const starters = whoStarted(isBelowNpm);
  setInterval(() => {
    if (whoStarted(isBelowNpm) !== starters) stop();
  }, 500).unref();
  return controller.signal;
}

/** The parent; below npm its parent too: npm's shell outlives an npm that was killed. */
function whoStarted(isBelowNpm: boolean): string {
  const shell = isBelowNpm ? readProcessStat(process.ppid) : null;
  return `${process.ppid} ${shell?.parent ?? ''}`;
}

/** Tells what ended the run: a person gets two lines, `--json` one object. */
function report(error: unknown): ExitCode {
  if (error instanceof CommanderError) return reportUsage(error);
  const isKnown = error instanceof CommandFault;
  const exitCode = isKnown ? error.exitCode : EXIT.findings;
  const message = String(redact(error instanceof Error ? error.message : String(error)));
  const fix = isKnown ? error.fix : 'This is a fault of procwright: please report it.';
  if (isJson()) {
    process.stdout.write(`${JSON.stringify({ code: exitCode, message, fix })}\n`);
  } else {
    process.stderr.write(`procwright: ${message}\n${fix}\n`);
    if (!isKnown && error instanceof Error)
      process.stderr.write(`${String(redact(error.stack))}\n`);
  }
  return exitCode;
}

/** The parser itself has told a person what is wrong. */
function reportUsage({ exitCode, message }: CommanderError): ExitCode {
  if (exitCode === 0) return EXIT.fine;
  const [first = '', ...more] = message.replace(/^error: /, '').split('\n');
  const fix = more.join(' ').replace(/^\((.*)\)$/, '$1') || 'See --help of the verb.';
  if (isJson())
    process.stdout.write(`${JSON.stringify({ code: EXIT.usage, message: first, fix })}\n`);
  return EXIT.usage;
}

const isJson = (): boolean => process.argv.includes('--json');

let isCutOff = false;

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return; // a closed pipe is the reader's right
    isCutOff = true;
    process.exitCode = EXIT.usage;
    if (stream === process.stdout) process.stderr.write(`procwright: ${error.message}\n`);
  });
}

const exitCode = await main(process.argv.slice(2)).catch(report);
process.exitCode = isCutOff ? EXIT.usage : exitCode;

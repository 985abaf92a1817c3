import type { Config } from '../config.ts';
import type { ExitCode } from '../exit-code.ts';

/** One verb of the command line. */
export interface Command {
  readonly name: string;
  /** One line, for the list of verbs. */
  readonly purpose: string;
  /** Positional arguments in commander's notation: `<name> [files...]`. */
  readonly args?: string;
  /** True when everything behind the positional arguments is handed on as it stands. */
  readonly passThrough?: boolean;
  readonly options: readonly CommandOption[];
  /** A line that works as it stands. */
  readonly example: string;
  /** False for a verb that works outside a project. */
  readonly needsProject?: boolean;
  readonly run: (invocation: Invocation) => Promise<ExitCode>;
}

export interface CommandOption {
  /** In commander's notation: `--jobs <count>`. */
  readonly flags: string;
  readonly says: string;
}

/** What one call of the command line gives to its verb. */
export interface Invocation {
  readonly config: Config;
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, string | boolean | undefined>>;
  /** Ends with the process: Ctrl-C, SIGTERM, SIGHUP, or a parent that went away. */
  readonly signal: AbortSignal;
}

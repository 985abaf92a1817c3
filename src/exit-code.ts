/** What a run of the command line ends with; the table in DESIGN is the contract of scripts. */
export const EXIT = {
  fine: 0,
  findings: 1,
  usage: 2,
  drift: 3,
  noDatabase: 4,
  nothingTested: 5,
} as const;

/** One of them. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A fault that ends the run: what happened, where, and what to do. `bin.ts` prints it. */
export class CommandFault extends Error {
  readonly exitCode: ExitCode;
  /** What the reader does next, one sentence. */
  readonly fix: string;

  constructor(exitCode: ExitCode, message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CommandFault';
    this.exitCode = exitCode;
    this.fix = fix;
  }
}

import type { ProjectConfig } from '../../config.ts';
import type { ExitCode } from '../../exit-code.ts';
import type { Invocation } from '../command.ts';

/** One thing that can be asked about a contract. */
export type ContractVerb = (question: ContractQuestion) => Promise<ExitCode>;

/** With what it is asked. */
export interface ContractQuestion extends Pick<Invocation, 'options' | 'signal'> {
  readonly config: ProjectConfig;
  /** The words behind the verb: files or URLs. */
  readonly sources: readonly string[];
}

import { CommandFault, EXIT } from '../exit-code.ts';
import type { FlywayFault } from './flyway-answer.ts';

/** The fault that ends a run when Flyway can't do its work: each place, and what to do. */
export function flywayFailure(faults: readonly FlywayFault[]): CommandFault {
  const lines = faults.map(({ file, line, message, sqlState }) => {
    const place = file === null ? '' : `${file}${line === null ? '' : `:${line}`}: `;
    return `${place}${message}${sqlState === null ? '' : ` (SQLSTATE ${sqlState})`}`;
  });
  const isLost = faults[0]?.kind === 'connection';
  return new CommandFault(
    isLost ? EXIT.noDatabase : EXIT.findings,
    lines.join('\n'),
    faults[0]?.fix ?? 'Mend the file.',
  );
}

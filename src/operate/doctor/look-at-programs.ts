import { existsSync } from 'node:fs';

import { type ProjectConfig, readTools } from '../../config.ts';
import { type Diagnosis, diagnosisOf } from './diagnosis.ts';

const told = diagnosisOf('programs');

/** What set-up left for us, and whether it is still there. @throws When set-up has not run. */
export function lookAtPrograms(config: ProjectConfig): readonly Diagnosis[] {
  const { postgres, java, flyway, python } = readTools(config);
  const there = (name: string, file: string, says: string) =>
    existsSync(file)
      ? told(name, 'good', `${says}, ${file}`)
      : told(name, 'bad', `${file} is gone: npm run setup`);
  return [
    told('node', 'good', process.version),
    there('postgresql', postgres.bin, `${postgres.version} (${postgres.source})`),
    postgres.hasPlpgsqlCheck
      ? told('plpgsql_check', 'good', 'it comes with the server')
      : told('plpgsql_check', 'doubtful', 'it is not there: bodies go unread'),
    there('java', java.bin, String(java.version)),
    there('flyway', flyway.jars, flyway.version),
    there('python', python, 'with the packages of scripts/requirements.txt'),
  ];
}

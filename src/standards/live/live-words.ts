import type { ToldRule } from '../../output/findings/told.ts';
import { LIVE_ONLY_RULES } from './catalog-rules/live-only-rules.ts';

/** The words of the rules that only a database can answer. */
export const LIVE_WORDS: readonly ToldRule[] = [
  ...LIVE_ONLY_RULES,
  {
    id: 'PW541',
    name: 'file-runs',
    level: 'error',
    summary: 'A migration runs on a copy of what it will meet.',
    why: 'What fails on a copy fails on the night of the release, and nobody knows what it locks.',
    bad: 'alter table app.item validate constraint item_check -- and rows break it',
    good: 'mend the rows in a file before it',
  },
  {
    id: 'PW648',
    name: 'routine-compiles',
    level: 'error',
    summary: 'plpgsql_check has nothing to say of a body.',
    why: 'PL/pgSQL looks for names when a line runs: a wrong one fails in front of a client.',
    bad: 'insert into app.no_such values (1)',
    good: 'insert into app.item (item_id) values (1)',
  },
];

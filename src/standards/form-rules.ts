import type { ToldRule } from '../output/findings/told.ts';

const HEADER = '-- What   The items.\n-- Why    ADR 0001.\n-- Locks  None.\n';

const error = (words: Omit<ToldRule, 'level'>): ToldRule => ({ ...words, level: 'error' });

/** The words of the rules that a file's name, place and first lines answer (`check-form.ts`). */
export const FORM_RULES: readonly ToldRule[] = [
  error({
    id: 'PW108',
    name: 'one-routine-one-file',
    summary: 'A repeatable file makes one routine, and is named after it.',
    why: 'A reader finds a routine by the name of its file, and no overload comes by accident.',
    bad: '-- R__10_app.first.sql makes app.first and app.second',
    good: '-- R__10_app.first.sql makes app.first',
  }),
  error({
    id: 'PW110',
    name: 'version-file-name',
    summary: 'A migration has a name that Flyway knows, and a version of its own.',
    why: 'Flyway passes over a name that it does not know, without a word.',
    bad: '-- sql/V/V1-items.sql',
    good: '-- sql/V/V0001__items.sql',
  }),
  error({
    id: 'PW111',
    name: 'header-is-whole',
    summary: 'A migration begins with what it does, why, what it locks, and how it is undone.',
    why: 'Who runs it at night reads the first lines, and no more.',
    bad: `${HEADER}create schema app;`,
    good: `${HEADER}-- Undo   sql/U/U0001__items.sql\ncreate schema app;`,
  }),
  error({
    id: 'PW112',
    name: 'line-is-short',
    summary: 'A line has at most 100 characters, in a body too.',
    why: 'What stands behind the edge of the window is not read in a review.',
    bad: `-- ${'x'.repeat(98)}`,
    good: `-- ${'x'.repeat(97)}`,
  }),
  error({
    id: 'PW113',
    name: 'leans-downward',
    summary: 'A routine names the schemas of its own number and below.',
    why: 'Files run by their numbers: what stands above is not there yet on a fresh install.',
    bad: '-- in R__10_app.twice.sql\nselect api.top();',
    good: '-- in R__90_api.top.sql\nselect app.twice();',
  }),
  error({
    id: 'PW540',
    name: 'undo-exists',
    summary: 'A migration has its way back, or says why it has none.',
    why: 'A way back that is written at night, under load, is not proven.',
    bad: '-- sql/V/V0001__items.sql without sql/U/U0001__items.sql',
    good: '-- sql/V/V0001__items.sql and sql/U/U0001__items.sql',
  }),
  error({
    id: 'PW801',
    name: 'routine-has-test',
    summary: 'A routine has a test that mirrors its path.',
    why: 'A routine that nothing asks is proven by nothing.',
    bad: '-- sql/R/10_app/R__10_app.twice.sql alone',
    good: '-- and sql/tests/10_app/twice.test.sql',
  }),
  error({
    id: 'PW807',
    name: 'test-rolls-back',
    summary: 'A test opens a transaction and rolls it back.',
    why: 'What a test leaves is the ground of the next, which then passes or fails by their order.',
    bad: 'begin;\nselect plan(1);\ncommit;',
    good: 'begin;\nselect plan(1);\nrollback;',
  }),
];

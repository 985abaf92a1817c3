import type { Told, ToldRun } from './told.ts';

/** A run that the tests of the formats share: one finding of each kind, unless told otherwise. */
export function sampleRun(given: Partial<ToldRun> = {}): ToldRun {
  return {
    files: ['sql/a b.sql', 'sql/clean.sql', 'sql/torn.sql'],
    findings: [WARNING, ERROR, WAIVED, NOTE, UNREAD],
    rules: [RULE],
    unreadRule: 'PW806',
    lineOf: (file, line) => (file === ERROR.file ? (LINES[line - 1] ?? '') : ''),
    pathOf: (file) => file,
    ...given,
  };
}

const LINES = ["select '😀', '漢' from t;", 'delete from app.item;', '', '\ttimestamp'];

const RULE = {
  id: 'PW519',
  name: 'where-needed',
  level: 'error',
  summary: 'A delete says which rows it means.',
  why: '\nIt locks every row. Say what is meant.\n',
  bad: '\ndelete from app.item;\n',
  good: '\ndelete from app.item where item_id = 1;\n',
} as const;

const at = (line: number, column: number, rule: string): Omit<Told, 'level' | 'message'> => ({
  file: 'sql/a b.sql',
  line,
  column,
  rule,
  source: 'procwright',
});

/** Behind letters that UTF-16, a terminal and a reader count differently. */
export const WARNING: Told = {
  ...at(1, 13, 'CP01'),
  endColumn: 16,
  level: 'warning',
  message: 'Say | it,\nlower: 100%.',
  source: 'sqlfluff',
};

/** Of a known rule, with a span. */
export const ERROR: Told = {
  ...at(2, 1, 'PW519'),
  endLine: 2,
  endColumn: 12,
  level: 'error',
  message: 'This delete means every row of item; add a where.',
};

/** The same, covered. */
export const WAIVED: Told = { ...ERROR, line: 3, endLine: 3, waived: 'the table is empty' };

/** Behind a tab. */
export const NOTE: Told = { ...at(4, 2, 'PW650'), level: 'note', message: 'Comment it.' };

/** Of a file that nothing could read. */
export const UNREAD: Told = {
  ...at(1, 1, 'PW806'),
  file: 'sql/torn.sql',
  level: 'error',
  message: 'This can not be read.',
};

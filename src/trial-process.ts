/**
 * For tests: the options of Node by which a process of its own runs our sources as this one does,
 * from any folder: by tsx when a file is run alone, from what set-up compiled in `check`.
 */
export const SOURCE_OPTIONS: readonly string[] = process.execArgv.map((word) =>
  word === 'tsx' ? import.meta.resolve(word) : word,
);

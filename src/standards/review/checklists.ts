import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Role, sqlFile } from '../sql-file.ts';

/** The open items of one list. */
export interface Checklist {
  readonly title: string;
  readonly items: readonly string[];
}

const LISTS: Readonly<Partial<Record<Role, string>>> = {
  versioned: 'migration',
  undo: 'migration',
  repeatable: 'routine',
  test: 'test',
};

/** What a person has to judge in files of these kinds; a project's list goes before ours. */
export function openItems(
  { root, install }: { readonly root: string; readonly install: string },
  paths: readonly string[],
): readonly Checklist[] {
  const names = new Set(paths.flatMap((path) => LISTS[sqlFile(join(root, path)).role] ?? []));
  return [...names].toSorted().flatMap((name) => {
    const file = [root, install]
      .map((place) => join(place, 'standards', 'checklists', `${name}.md`))
      .find((one) => existsSync(one));
    return file === undefined ? [] : [readList(readFileSync(file, 'utf8'))];
  });
}

function readList(text: string): Checklist {
  const title = /^# (.+)$/m.exec(text)?.[1] ?? '';
  return { title, items: [...text.matchAll(/^- \[ \] (.+)$/gm)].map(([, item = '']) => item) };
}

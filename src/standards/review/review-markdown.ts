import type { Finding } from '../finding.ts';
import { type Picture, toMermaid } from './picture.ts';
import type { ReviewPack } from './review-pack.ts';

/** How the pictures of a review are put into its text. */
export type DrawPicture = (picture: Picture) => string;

/** As a block of Mermaid, which GitHub and GitLab draw. */
export const drawMermaid: DrawPicture = (picture) => `\`\`\`mermaid\n${toMermaid(picture)}\n\`\`\``;

/** The pack of a review as Markdown. A part in which there is nothing says so. */
export function reviewMarkdown(pack: ReviewPack, draw: DrawPicture = drawMermaid): string {
  const { base, files, findings, tests, checklists } = pack;
  const parts: readonly (readonly [title: string, text: string])[] = [
    ['Tables', tablesPart(pack)],
    ['Picture', picturePart(pack, draw)],
    ['Routines', routinesPart(pack)],
    ['Contract', contractPart(pack)],
    ['Findings', list(findings.map(findingLine), 'No finding.')],
    ['Locks, and the way back', migrationsPart(pack)],
    ['Tests', list(tests.map(code), 'No test is touched.')],
    ['To be judged', checklists.map(checklistPart).join('\n\n') || 'No list is for these files.'],
  ];
  const count = `${files.length} ${files.length === 1 ? 'file' : 'files'}`;
  const head = `# Review: ${count} since ${base.slice(0, 12)}`;
  return [head, ...parts.map(([title, text]) => `## ${title}\n\n${text}`)].join('\n\n') + '\n';
}

function tablesPart({ relations }: ReviewPack): string {
  const blocks = relations.map(({ name, kind, lines }) => {
    const fence = '`'.repeat(Math.max(3, longestTicks(lines.join('\n')) + 1));
    const diff = lines.length === 0 ? '' : `\n\n${fence}diff\n${lines.join('\n')}\n${fence}`;
    return `**${plain(name)}** is ${kind}.${diff}`;
  });
  return blocks.join('\n\n') || 'No table, view or sequence is changed.';
}

function picturePart({ pictures: { before, after } }: ReviewPack, draw: DrawPicture): string {
  const drawn = ([word, picture]: readonly [string, Picture]) =>
    picture.tables.length === 0 ? `${word}: no table.` : `${word}:\n\n${draw(picture)}`;
  if (before.tables.length === 0 && after.tables.length === 0) return 'Nothing to draw.';
  return [drawn(['Before', before]), drawn(['After', after])].join('\n\n');
}

function routinesPart({ routines }: ReviewPack): string {
  const lines = routines.map(({ name, kind, test, isTestTouched }) => {
    const proof = isTestTouched ? 'with its test' : `its test is untouched: ${code(test)}`;
    return `${code(name)} is ${kind}, ${kind === 'removed' ? 'so is what called it' : proof}`;
  });
  return list(lines, 'No routine is changed.');
}

function contractPart({ contract }: ReviewPack): string {
  if (contract === null) return 'There is no recorded contract on one of the two sides.';
  return list(contract.map(plain), 'The recorded contract is what it was.');
}

function migrationsPart({ migrations }: ReviewPack): string {
  const lines = migrations.map(({ path, what, locks, undo, loses }) =>
    [
      `${code(path)}: ${plain(what)}`,
      `  - locks: ${plain(locks)}`,
      undo === null
        ? '  - it has no undo file'
        : `  - back by ${code(undo)}, which loses: ${plain(loses)}`,
    ].join('\n'),
  );
  return list(lines, 'No migration is changed.');
}

function findingLine({ file, line, column, rule, level, message, waived }: Finding): string {
  const end = waived === undefined ? level : `waived: ${plain(waived)}`;
  return `${code(`${file}:${line}:${column}`)} ${rule} ${plain(message)} (${end})`;
}

function checklistPart({ title, items }: ReviewPack['checklists'][number]): string {
  return [`### ${title}`, '', ...items.map((item) => `- [ ] ${item}`)].join('\n');
}

function list(lines: readonly string[], none: string): string {
  return lines.map((line) => `- ${line}`).join('\n') || none;
}

/** What comes from files is text: no tag, link or emphasis. `item_id` needs no mark. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\`*[\]<>]|(?<![a-z0-9])_|_(?![a-z0-9])/gi, (mark) => `\\${mark}`)
    .replaceAll(/\s+/g, ' ');
}

/** The fence is longer than any run of backticks within (CommonMark 6.1). */
function code(text: string): string {
  const fence = '`'.repeat(longestTicks(text) + 1);
  const pad = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${text.replaceAll(/\s+/g, ' ')}${pad}${fence}`;
}

function longestTicks(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length));
}

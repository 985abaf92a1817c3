import { lintFiles } from '../lint-files.ts';
import { loadRules } from '../load-rules.ts';
import type { FileText } from '../read-file.ts';
import { packFindings } from './pack-findings.ts';

/**
 * A process of `lintAll`: it's sent files, answers with their findings, and ends with its channel.
 * Its first argument is the folder of the rules.
 */
const rules = loadRules(new URL(process.argv[2] ?? ''));

process.on('message', (texts: readonly FileText[]) => {
  void answer(texts);
});

async function answer(texts: readonly FileText[]): Promise<void> {
  process.send?.(packFindings(await lintFiles(await rules, texts)));
}

import { lintFiles } from './lint-files.ts';
import { loadRules } from './load-rules.ts';
import type { FileText } from './read-file.ts';

/** A process of `lintAll`: it's sent files, answers with their findings, and ends. */
process.once('message', (texts: readonly FileText[]) => {
  void answer(texts);
});

async function answer(texts: readonly FileText[]): Promise<void> {
  const findings = await lintFiles(await loadRules(), texts);
  process.send?.(findings, () => process.disconnect());
}

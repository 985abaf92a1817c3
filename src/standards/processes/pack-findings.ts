import type { Finding } from '../finding.ts';

/** Findings for the way between processes: each text once, and numbers for all else. */
export interface PackedFindings {
  readonly texts: readonly string[];
  /** Eight numbers a finding: four of `texts`, then its place; 0 for no end. */
  readonly numbers: Int32Array;
}

const WIDTH = 8;

/** Packs findings. A place of a waiver is none of them: those are judged later. */
export function packFindings(findings: readonly Finding[]): PackedFindings {
  const indexes = new Map<string, number>();
  const indexOf = (text: string): number => {
    const known = indexes.get(text);
    if (known !== undefined) return known;
    indexes.set(text, indexes.size);
    return indexes.size - 1;
  };
  const numbers = new Int32Array(findings.length * WIDTH);
  findings.forEach((one, index) => {
    const { file, rule, level, message, line, column, endLine = 0, endColumn = 0 } = one;
    const texts = [file, rule, level, message].map(indexOf);
    numbers.set([...texts, line, column, endLine, endColumn], index * WIDTH);
  });
  return { texts: [...indexes.keys()], numbers };
}

/** The findings as they were; all are of our own rules. */
export function unpackFindings({ texts, numbers }: PackedFindings): readonly Finding[] {
  return Array.from({ length: numbers.length / WIDTH }, (_, index): Finding => {
    const at = index * WIDTH;
    const number = (place: number) => numbers[at + place] ?? 0;
    const text = (place: number) => texts[number(place)] ?? '';
    const finding = {
      file: text(0),
      line: number(4),
      column: number(5),
      rule: text(1),
      level: text(2) as Finding['level'], // as it was packed
      message: text(3),
      source: 'procwright',
    } as const;
    if (number(6) === 0) return finding;
    return { ...finding, endLine: number(6), endColumn: number(7) };
  });
}

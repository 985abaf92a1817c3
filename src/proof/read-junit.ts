import type { TestCase } from '../output/part.ts';

/** Reads the test cases of a JUnit file as pytest writes it. */
export function readJunit(xml: string, folder: string): readonly TestCase[] {
  return [...xml.matchAll(CASE)].map(([, attributes = '', content = '']) => {
    const name = attribute(attributes, 'name');
    const file = `${folder}/${attribute(attributes, 'classname').replaceAll('.', '/')}.py`;
    const [, kind, about = '', text = ''] = OUTCOME.exec(content) ?? [];
    if (kind === undefined) return { name, verdict: 'passed', file };
    const message = attribute(about, 'message');
    if (kind === 'skipped') return { name, verdict: 'skipped', file, says: `${name}: ${message}` };
    return { name, verdict: 'failed', file, says: unescape(text).trim() || message };
  });
}

const CASE = /<testcase\b([^>]*?)(?:\/>|>([^]*?)<\/testcase>)/g;
const OUTCOME = /<(failure|error|skipped)\b([^>]*?)(?:\/>|>([^]*?)<\/\1>)/;

function attribute(text: string, name: string): string {
  return unescape(new RegExp(`\\b${name}="([^"]*)"`).exec(text)?.[1] ?? '');
}

function unescape(text: string): string {
  return text.replaceAll(/&(#\d+|#x[\da-f]+|lt|gt|quot|apos|amp);/gi, (whole, name: string) => {
    if (name.startsWith('#x')) return String.fromCodePoint(Number.parseInt(name.slice(2), 16));
    if (name.startsWith('#')) return String.fromCodePoint(Number(name.slice(1)));
    return NAMED[name] ?? whole;
  });
}

const NAMED: Readonly<Record<string, string>> = {
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  amp: '&',
};

import type { Config } from '../../config.ts';
import type { Finding } from '../finding.ts';
import type { FileText } from '../read-file.ts';
import type { Rule } from '../rule.ts';
import { applyWaivers, type WaiverGround } from './apply-waivers.ts';
import { applyReleasedWaivers, readReleasedWaivers } from './released-waivers.ts';

/** Marks what the waivers of files and of the project cover, and judges those waivers. */
export function waiveFindings(
  { root }: Pick<Config, 'root'>,
  texts: readonly FileText[],
  findings: readonly Finding[],
  rules: readonly Rule[],
): readonly Finding[] {
  const ground = groundOf(rules);
  const files = new Set(texts.map(({ path }) => path));
  const within = texts.flatMap((text) => {
    const own = findings.filter(({ file }) => file === text.path);
    return applyWaivers(text, own, ground);
  });
  const all = [...within, ...findings.filter(({ file }) => !files.has(file))];
  return root === null
    ? all
    : applyReleasedWaivers(all, [...files], readReleasedWaivers(root), ground);
}

/** Only a rule that was asked can leave a waiver without a use: those of a database were not. */
function groundOf(rules: readonly Rule[]): WaiverGround {
  const asked = new Set<string>(rules.map(({ id }) => id));
  return {
    today: new Date().toISOString().slice(0, 10),
    idOf: new Map(rules.map(({ id, name }) => [name, id])),
    wasAsked: (rule) => asked.has(rule) || !rule.startsWith('PW'),
  };
}

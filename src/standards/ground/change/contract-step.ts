import type { Ground } from '../ground.ts';

/**
 * Whether a file is a contract step: it takes away what no running release uses any more, and says
 * so in its header, with the proof: `-- Contract  calls stood at 0 for 30 days: docs/adr/0040.md`.
 */
export function isContractStep({ source }: Pick<Ground, 'source'>): boolean {
  return DECLARED.test(source.text);
}

/** Only comments and blanks may stand before it. Two blanks, as in every header, or a colon. */
const DECLARED = /^\uFEFF?(?:[ \t]*(?:--[^\n]*)?\r?\n)*?-- ?Contract(?:[ \t]{2,}|:[ \t]*)\S/;

/** What a message says of it. */
export const CONTRACT_STEP = 'a contract step, with "-- Contract  <proof>" in its header';

import { fail, type Result, succeed } from '../result.ts';

/** How the text of a setting becomes its value; a fault ends the sentence `NAME …`. */
export type Form<Value> = (text: string) => Result<Value, string>;

/** Any text but an empty one. */
export const anyText: Form<string> = (text) => (text === '' ? fail(['is empty.']) : succeed(text));

/** A whole number within bounds; its unit is in the setting's name. */
export function wholeNumber(least: number, most: number): Form<number> {
  return (text) => {
    const value = /^-?\d{1,15}$/.test(text) ? Number(text) : NaN;
    return value >= least && value <= most
      ? succeed(value)
      : fail([`is ${shown(text)}: write a whole number from ${least} to ${most}.`]);
  };
}

/** One word of a list. */
export function oneOf<Word extends string>(words: readonly Word[]): Form<Word> {
  return (text) => {
    const found = words.find((word) => word === text);
    return found === undefined
      ? fail([`is ${shown(text)}: write one of ${words.join(', ')}.`])
      : succeed(found);
  };
}

/** Words of a list, parted by blanks or commas; at least one. */
export function someOf<Word extends string>(words: readonly Word[]): Form<readonly Word[]> {
  const one = oneOf(words);
  return (text) => {
    const read = text
      .split(/[\s,]+/)
      .filter((word) => word !== '')
      .map(one);
    const faults = read.flatMap((result) => (result.ok ? [] : result.faults));
    if (read.length === 0) faults.push(`is empty: write some of ${words.join(', ')}.`);
    if (faults.length > 0) return fail(faults);
    return succeed(read.flatMap((result) => (result.ok ? [result.value] : [])));
  };
}

/** A URL with one of these schemes. What it holds is not told: it may be a password. */
export function url(schemes: readonly string[]): Form<string> {
  return (text) =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol)
      ? succeed(text)
      : fail([`is no URL that begins with ${schemes.map((one) => `${one}//`).join(' or ')}.`]);
}

/** Keys of 32 bytes as 64 hex digits each, parted by blanks; at least one. */
export const keys: Form<readonly Buffer[]> = (text) => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const isSound = words.length > 0 && words.every((word) => /^[0-9a-f]{64}$/i.test(word));
  return isSound
    ? succeed(words.map((word) => Buffer.from(word, 'hex')))
    : fail(['holds no keys: write 64 hex digits for each, parted by blanks, the newest first.']);
};

/** A JSON object with these members. */
export function jsonObject(members: readonly string[]): Form<Readonly<Record<string, unknown>>> {
  return (text) => {
    const value = parse(text);
    const isSound = isObject(value) && members.every((member) => Object.hasOwn(value, member));
    return isSound ? succeed(value) : fail([`is no JSON object with ${members.join(', ')}.`]);
  };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // its words would quote the text
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is no secret may be quoted, but not at any length. */
const shown = (text: string): string => JSON.stringify(text.slice(0, 60));

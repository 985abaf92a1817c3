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
function url(schemes: readonly string[]): Form<string> {
  return (text) =>
    URL.canParse(text) && schemes.includes(new URL(text).protocol)
      ? succeed(text)
      : fail([`is no URL that begins with ${schemes.map((one) => `${one}//`).join(' or ')}.`]);
}

/** A URL whose answer can be trusted: https, or http on this machine. */
export const trustedUrl: Form<string> = (text) => {
  const found = url(['https:', 'http:'])(text);
  if (!found.ok) return found;
  const { protocol, hostname } = new URL(text);
  const isHere = ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
  return protocol === 'https:' || isHere ? found : fail(['is http to another machine: use https.']);
};

/** Keys of 32 bytes as 64 hex digits each, parted by blanks; at least one. */
export const keys: Form<readonly Buffer[]> = (text) => {
  const words = text.split(/\s+/).filter((word) => word !== '');
  const isSound = words.length > 0 && words.every((word) => /^[0-9a-f]{64}$/i.test(word));
  return isSound
    ? succeed(words.map((word) => Buffer.from(word, 'hex')))
    : fail(['holds no keys: write 64 hex digits for each, parted by blanks, the newest first.']);
};

/** Public keys (RFC 7517): each of a kind that makes pairs, and none with its private part. */
export const keySet: Form<Readonly<Record<string, unknown>>> = (text) => {
  const value = parse(text);
  const list = isObject(value) ? value['keys'] : undefined;
  if (!isObject(value) || !Array.isArray(list) || !list.every(isObject)) {
    return fail(['is no key set: write {"keys": […]} as RFC 7517 has it.']);
  }
  const isPublic = (key: Readonly<Record<string, unknown>>) =>
    ['EC', 'OKP', 'RSA'].includes(String(key['kty'])) && !('d' in key) && !('k' in key);
  return list.every(isPublic)
    ? succeed(value)
    : fail(['holds a secret or private key: give the public keys alone, of kty EC, OKP or RSA.']);
};

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

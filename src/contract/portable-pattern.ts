/**
 * True for a regular expression that means the same to PostgreSQL and to ECMAScript with the flag
 * u: literals, classes of ASCII, groups and counts.
 *
 * Left out on purpose: `.` (a newline passes it there), `\d` `\w` `\m` (other letters),
 * `[[:alpha:]]`, flags, look-around, back references. So are repeated groups that repeat or choose
 * inside, as in `(a+)+`: ECMAScript tries every way to part a text among them, PostgreSQL doesn't.
 */
export function isPortable(pattern: string): boolean {
  if (!PORTABLE.test(pattern) || EXPLOSIVE.test(pattern)) return false;
  try {
    new RegExp(pattern, 'u');
    return true;
  } catch {
    return false; // portable by its letters, but ECMAScript is stricter: the database judges it
  }
}

const LITERAL = String.raw`[A-Za-z0-9 _@%,:;=<>!#&~"'\/-]`;
const ESCAPE = String.raw`\\[.\-\/+*?()[\]{}|^$]`;
const CLASS = String.raw`\[\^?[A-Za-z0-9 _.,:;@+\/-]+\]`;
const GROUP = String.raw`\((?!\?)|\(\?:|\)|\|`;
const COUNT = String.raw`[+*?]|\{\d+(?:,\d*)?\}`;
const PORTABLE = new RegExp(`^\\^?(?:${LITERAL}|${ESCAPE}|${CLASS}|${GROUP}|${COUNT})*\\$?$`);

/** A group is repeated, and somewhere there is a loop, a choice or an option inside brackets. */
const EXPLOSIVE = /(?=.*\)[*+{])(?=.*\([^]*[*+?|(,][^]*\))/;

/** A placeholder of a format: its letter, and the argument it means, from 1. */
export interface Placeholder {
  readonly letter: 's' | 'I' | 'L';
  readonly argument: number;
}

/** Manual, 9.4.1 format: `%[position][flags][width]type`. */
const SPECIFIER = /%(?:(%)|(?:(\d+)\$)?-?(?:\d+|(\*)(?:(\d+)\$)?)?([sIL]))/g;

/** The placeholders of a format, in their order. */
export function placeholders(template: string): readonly Placeholder[] {
  let last = 0;
  return [...template.matchAll(SPECIFIER)].flatMap(([, percent, position, star, width, letter]) => {
    if (percent !== undefined || letter === undefined) return [];
    if (star !== undefined) last = width === undefined ? last + 1 : Number(width);
    last = position === undefined ? last + 1 : Number(position);
    return letter === 's' || letter === 'I' || letter === 'L' ? [{ letter, argument: last }] : [];
  });
}
